"""The site, read and set up: what each process of a race is forked from (`processes`)."""

import django

django.setup()
