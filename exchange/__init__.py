"""What goes out of the house whole: a client's own record, on request."""
