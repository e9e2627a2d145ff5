"""Every Danish sentence of the program, in modules named after the place where it is used.

``answers``: the answers to commands. ``cli``: help and usage errors. ``date_words``: words for days. ``dates``: times
and amounts. ``deck_files``: decks and cases. ``export``: writing minutes. ``keys``: the keys and their help.
``meeting``: the table, the cards and the closing. ``minutes``: the text of minutes. ``notes``: notes files.
``os_errors``: why the system refused a file. ``personal_deck``: the user's own deck. ``plain``: plain mode.
``sessions``: earlier meetings. ``setup``: the questions before a meeting. ``spreadsheet``: column headers.
"""
