"""One file a page; the file is the registration: `views.navigation` enumerates this folder."""
