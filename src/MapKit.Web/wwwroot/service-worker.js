// While the page is developed, everything comes from the server.
