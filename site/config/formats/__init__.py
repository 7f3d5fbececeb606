"""What Django's own formats lack, a package a language."""
