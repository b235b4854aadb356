package dev.stave.container.buildah;

import dev.stave.container.ContainerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who a program in a root file system runs as, by the names of that root (passwd(5), group(5)).
 *
 * @param groups the supplementary ones
 */
record Account(long user, long group, List<Long> groups, String home) {
    private static final int NAME = 0;
    private static final int ID = 2;
    private static final int GROUP = 3;
    private static final int MEMBERS = 3;
    private static final int HOME = 5;

    /**
     * @param words {@code USER[:GROUP]}, each a name or a number; empty for root
     * @throws ContainerException for a name that the root does not have
     */
    static Account of(Path root, String words) {
        String[] parts = words.isEmpty() ? new String[] {"0"} : words.split(":", 2);
        Optional<String[]> known = find(root, "passwd", parts[0]);
        long user = known.map(fields -> Long.parseLong(fields[ID])).orElseGet(() -> number(parts[0], "user"));
        long primary = known.map(fields -> Long.parseLong(fields[GROUP])).orElse(0L);
        boolean grouped = parts.length > 1;
        long group = !grouped
                ? primary
                : find(root, "group", parts[1])
                        .map(fields -> Long.parseLong(fields[ID]))
                        .orElseGet(() -> number(parts[1], "group"));
        TreeSet<Long> groups = new TreeSet<>(List.of(group));
        if (!grouped && known.isPresent()) {
            groups.addAll(memberships(root, known.get()[NAME]));
        }
        return new Account(
                user,
                group,
                List.copyOf(groups),
                known.map(fields -> fields[HOME]).orElse("/"));
    }

    private static long number(String word, String kind) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new ContainerException("the image has no " + kind + " '" + word + "'", "name it by its number", e);
        }
    }

    private static List<Long> memberships(Path root, String name) {
        return lines(root, "group")
                .filter(fields -> fields.length > MEMBERS
                        && List.of(fields[MEMBERS].split(",")).contains(name))
                .map(fields -> Long.parseLong(fields[ID]))
                .toList();
    }

    private static Optional<String[]> find(Path root, String file, String word) {
        return lines(root, file)
                .filter(fields -> fields[NAME].equals(word) || fields[ID].equals(word))
                .findFirst();
    }

    private static Stream<String[]> lines(Path root, String file) {
        try {
            String text = Files.readString(RootPath.of(root, "/etc/" + file), StandardCharsets.ISO_8859_1);
            return text.lines()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > GROUP && fields[ID].matches("\\d+"))
                    .filter(fields -> file.equals("group") || (fields.length > HOME && fields[GROUP].matches("\\d+")));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
