"""Discussions and their comments: reading them, writing them, and the rules of both.

A discussion knows what it is about by title and address alone, so this app imports nothing from
the apps whose pages it stands under.
"""
