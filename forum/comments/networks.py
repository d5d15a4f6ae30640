"""A client's network as a keyed hash: enough to tell one hand from another, never an address."""

import ipaddress
from datetime import datetime

from django.utils.crypto import salted_hmac


def network_key(address: str, at: datetime) -> str:
    """64 hexadecimal digits for the network of `address` in the month of `at`; "" if it is none.

    IPv4 counts by address, IPv6 by /64 (one household). The key changes each month, so that what
    is stored cannot be joined over longer.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if mapped := getattr(ip, "ipv4_mapped", None):
        ip = mapped
    network = ipaddress.ip_network((ip, 64 if ip.version == 6 else 32), strict=False)
    salt = f"forum.comments.network:{at:%Y-%m}"
    return salted_hmac(salt, str(network), algorithm="sha256").hexdigest()
