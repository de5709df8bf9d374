"""What is new: recent papers that have to do with what one is after, on a page, as a feed and on the command line."""
