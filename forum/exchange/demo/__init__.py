"""The demo magazine: its content, its pictures, and how both become a site."""
