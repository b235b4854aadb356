package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.model.PackageChoice;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a build or a builder says of packages, and looks at the form of every atom and flag. */
final class PackageReading {
    private static final String ATOM = "@?[^\\s'\"$;|&()\\\\]+";
    private static final String FLAG = "-\\*|[+-]?[A-Za-z0-9][A-Za-z0-9+_@:-]*";
    private static final String KEYWORD = "\\*\\*|[-~]?([a-z0-9-]+|\\*)";

    private final Findings findings;

    PackageReading(Findings findings) {
        this.findings = findings;
    }

    /** @param path of the block around the settings, with a blank at its end; empty for a builder */
    PackageChoice read(Settings block, String path) {
        return new PackageChoice(
                atoms(block, path, "packages"),
                byAtom(block, path, "useFlags", FLAG, "a USE flag such as +static or -pam"),
                byAtom(block, path, "keywords", KEYWORD, "a keyword such as ~amd64"),
                byAtom(block, path, "licenses", "[^\\s'\"]+", "a licence"),
                atoms(block, path, "mask"),
                atoms(block, path, "unmask"));
    }

    List<String> atoms(Settings block, String path, String setting) {
        block.scalars(setting).stream()
                .filter(text -> !text.value().matches(ATOM))
                .forEach(text ->
                        complain(block, text, path + setting, "an atom such as dev-libs/foo or >=dev-libs/foo-2"));
        return block.texts(setting);
    }

    private SortedMap<String, List<String>> byAtom(
            Settings block, String path, String setting, String form, String wanted) {
        SortedMap<String, List<String>> all = new TreeMap<>();
        block.block(setting).ifPresent(table -> table.names().forEach(atom -> {
            if (!atom.matches(ATOM)) {
                findings.add(
                        table.at(atom),
                        block.subject(),
                        path + setting + ": '" + atom + "' is not an atom such as dev-libs/foo");
            }
            table.scalars(atom).stream()
                    .filter(text -> !text.value().matches(form))
                    .forEach(text -> complain(block, text, path + setting + " '" + atom + "'", wanted));
            all.put(atom, table.texts(atom));
        }));
        return all;
    }

    private void complain(Settings block, Text text, String where, String wanted) {
        findings.add(text.origin(), block.subject(), where + ": '" + text.value() + "' is not " + wanted);
    }
}
