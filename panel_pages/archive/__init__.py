"""What the municipality's archive keeps of a survey: what was asked, of whom and how they were chosen, and what came of it.

One file with pages to read, tables and data, and a list of checksums. Nobody who was asked or answered is in it.
"""
