"""Answers about packages by Portage's own library: flags|best|name|installed ATOM."""

import sys

import portage
from portage.dep import Atom
from portage.versions import cpv_getkey


def matching(database, words):
    """Every version that the words mean; a name without a category is looked for."""
    try:
        return list(database.match(Atom(words, allow_repo=True, allow_wildcard=False)))
    except portage.exception.InvalidAtom:
        return list(database.match(words))


def named(words):
    """The atom with its category."""
    if "/" in words:
        return words
    try:
        return str(portage.dep_expand(words, mydb=tree.dbapi, settings=portage.settings))
    except portage.exception.AmbiguousPackageName as found:
        sys.exit("'%s' is ambiguous: %s" % (words, ", ".join(str(one) for one in found.args[0])))


question, words = sys.argv[1:3]
root = portage.settings["EROOT"]
tree = portage.db[root]["porttree"]
atom = named(words)

if question == "name":
    print(Atom(atom, allow_repo=True).cp)
elif question == "installed":
    print("\n".join(matching(portage.db[root]["vartree"].dbapi, atom)))
elif question == "best":
    best = tree.dbapi.xmatch("bestmatch-visible", atom)
    if not best:
        every = tree.dbapi.xmatch("match-all", atom)
        best = every[-1] if every else ""
    if not best:
        sys.exit(1)
    print(best)
elif question == "flags":
    flags = set()
    every = tree.dbapi.xmatch("match-all", atom)
    for cpv in every:
        flags.update(flag.lstrip("+-") for flag in tree.dbapi.aux_get(cpv, ["IUSE"])[0].split())
        assert cpv_getkey(cpv)
    if not every:
        sys.exit("no package is '%s'" % atom)
    print(" ".join(sorted(flags)))
