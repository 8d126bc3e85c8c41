// The search box; Pagefind is loaded when it is first opened.
