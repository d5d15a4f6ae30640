"""The site package: settings, addresses, and the home of what readers and moderators do."""
