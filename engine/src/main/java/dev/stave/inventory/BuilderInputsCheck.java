package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import java.util.List;

/** Looks at what a builder takes from outside: whether each input is named once, is there, and is an address. */
final class BuilderInputsCheck {
    private static final List<String> BEGINNINGS = List.of("flavour", "file", "catalyst");
    private static final List<String> TREES = List.of("snapshot", "git", "rsync", "file", "path");
    private static final String ADDRESS = "((https?|rsync|ssh|oci)://[^\\s/]|file:///|/).*";

    private final StackPaths paths;
    private final Findings findings;

    BuilderInputsCheck(StackPaths paths, Findings findings) {
        this.paths = paths;
        this.findings = findings;
    }

    void check(Settings builder) {
        builder.block("stage3").ifPresent(stage3 -> {
            oneOf(builder, stage3, "stage3", BEGINNINGS, true);
            local(builder, stage3, "stage3", List.of("file", "catalyst", "keyring"));
            digest(builder, stage3, "stage3");
        });
        builder.block("portage").ifPresent(portage -> {
            oneOf(builder, portage, "portage", TREES, false);
            local(builder, portage, "portage", List.of("file", "path", "keyring"));
            digest(builder, portage, "portage");
            if (portage.has("ref") && !portage.has("git")) {
                findings.add(portage.at("ref"), builder.subject(), "portage: ref is for git, which is not named");
            }
        });
        builder.block("signPackages").ifPresent(signing -> local(builder, signing, "signPackages", List.of("home")));
        builder.block("trustPackages").ifPresent(trust -> local(builder, trust, "trustPackages", List.of("keyring")));
        builder.scalars("binhost").forEach(text -> address(builder, text, "binhost"));
        builder.scalar("binhostPush").ifPresent(text -> address(builder, text, "binhostPush"));
        builder.scalars("mounts").forEach(text -> mount(builder, text));
    }

    private void oneOf(Settings builder, Settings block, String path, List<String> ways, boolean needed) {
        List<String> named = block.names().stream().filter(ways::contains).toList();
        if (named.size() > 1) {
            findings.add(
                    block.at(named.get(1)),
                    builder.subject(),
                    path + ": '" + String.join("' and '", named) + "'; write exactly one of "
                            + String.join(", ", ways));
        } else if (needed && named.isEmpty()) {
            findings.add(
                    builder.at(path), builder.subject(), path + ": write exactly one of " + String.join(", ", ways));
        }
    }

    private void local(Settings builder, Settings block, String path, List<String> settings) {
        settings.forEach(setting -> block.scalar(setting)
                .ifPresent(text -> paths.ofHost(new Written(text, builder.subject(), path + " " + setting))));
    }

    private void digest(Settings builder, Settings block, String path) {
        block.scalar("sha256")
                .filter(text -> !text.value().matches("[0-9a-f]{64}"))
                .ifPresent(text -> findings.add(
                        text.origin(),
                        builder.subject(),
                        path + " sha256: '" + text.value() + "' is not a digest of 64 hexadecimal digits"));
    }

    private void address(Settings builder, Text text, String setting) {
        if (!text.value().matches(ADDRESS)) {
            findings.add(
                    text.origin(),
                    builder.subject(),
                    setting + ": '" + text.value()
                            + "' is not an address such as https://HOST/FOLDER, rsync://, ssh://, oci://HOST/REPOSITORY or /FOLDER");
        }
    }

    private void mount(Settings builder, Text text) {
        String[] parts = text.value().split(":");
        boolean right = parts.length == 2 || (parts.length == 3 && parts[2].matches("ro|rw"));
        if (!right || !parts[1].startsWith("/")) {
            findings.add(
                    text.origin(), builder.subject(), "mounts: '" + text.value() + "' is not FROM:TO or FROM:TO:ro");
            return;
        }
        Text from = new Text(parts[0], text.kind(), text.origin());
        paths.ofHost(new Written(from, builder.subject(), "mounts"));
    }
}
