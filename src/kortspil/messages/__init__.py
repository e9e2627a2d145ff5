"""Every Danish sentence the program says, by the place where it is said.

``calls``: the command line. ``loading``: decks and cases. ``notes``: notes files and minutes. ``table``: the meeting.
``keys``: keys and their help. ``sessions``: meetings that were held. ``owncards``: a person's own deck.
``preparing``: what is asked before a meeting.
``plain``: plain mode. ``dates``: times and amounts as Danes write them. ``oserrors``: what the system says no with.
"""
