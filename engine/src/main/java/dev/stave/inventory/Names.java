package dev.stave.inventory;

import dev.stave.model.ImageName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the names of a stack may look like; each complaint goes on after {@code its name}. */
final class Names {
    private static final Pattern HOST = Pattern.compile(
            "([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?");
    private static final Pattern STACK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Names() {}

    /** Of an image or a builder, which is one component of a repository's path. */
    static Optional<String> complaint(String name) {
        if (ImageName.COMPONENT.matcher(name).matches()) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.of(
                name.isEmpty()
                        ? "is empty"
                        : ImageName.COMPONENT.matcher(lower).matches()
                                ? "has capitals, which a repository must not have: write '" + lower + "'"
                                : "'" + name
                                        + "' cannot be part of a repository: use a-z, 0-9, and . _ - between them");
    }

    /** Of a section or another path of such components. */
    static Optional<String> pathComplaint(String path) {
        for (String component : path.split("/", -1)) {
            Optional<String> complaint = complaint(component);
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return Optional.empty();
    }

    static boolean isStack(String name) {
        return STACK.matcher(name).matches();
    }

    /** A registry's host with its port, {@code registry.lan:5000}. */
    static Optional<String> hostComplaint(String host) {
        if (host.contains("://")) {
            return Optional.of("'" + host + "' is an address; write the host alone, without "
                    + host.substring(0, host.indexOf("://") + 3));
        }
        if (!HOST.matcher(host).matches()) {
            return Optional.of("'" + host + "' is not a host such as registry.lan:5000");
        }
        boolean known = host.contains(".") || host.contains(":") || host.equals("localhost");
        return known
                ? Optional.empty()
                : Optional.of("'" + host
                        + "' could be a folder as well as a host; write it with its domain or its port, such as " + host
                        + ":5000");
    }
}
