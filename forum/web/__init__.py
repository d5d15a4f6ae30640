"""Request and response: headers, origins, faults, page or fragment. Knows no app."""
