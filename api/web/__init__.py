"""The pages for people: server-rendered, readable without scripts, in Danish and English."""
