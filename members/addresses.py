"""E-mail addresses: how two are compared."""


def address_key(address):
    """The form in which addresses are compared: without case, tags kept."""
    return address.strip().casefold()
