"""Every Danish sentence that the program says, by the place where it is said.

``answers``: what is answered to a command. ``cli``: help and wrong calls. ``date_words``: words that tell of a day.
``dates``: times and amounts. ``deck_files``: decks and cases. ``export``: writing minutes. ``keys``: the keys and
their help. ``meeting``: the table, the cards and the closing. ``minutes``: what stands in minutes. ``notes``: notes
files. ``os_errors``: why the system says no. ``personal_deck``: a person's own deck. ``plain``: plain mode.
``sessions``: meetings that were held. ``setup``: the questions before a meeting. ``spreadsheet``: headers of columns.
"""
