package dev.stave.imports.scaffold;

import dev.stave.imports.Settings;
import dev.stave.imports.Value;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something new of a stack: its settings, and files that go with them.
 *
 * @param files text by path, relative to the stack; a text that begins with {@code #!} can be executed
 */
public record Scaffold(Value.Block settings, SortedMap<String, String> files) {
    private static final String HOOKS = """
            #!/bin/bash
            # Phases of a build from Portage, sourced into one bash; take out those that you do not need.

            configure_builder() {
                # runs in the builder: what it installs is for building and never reaches the image
                :
            }

            configure_rootfs_build() {
                # runs before packages are installed, such as: update_use 'app-misc/foo' +static
                :
            }

            finish_rootfs_build() {
                # runs when packages are installed: "$ROOT" is what becomes the image
                :
            }
            """;

    private static final String BUILDER_HOOK = """
            #!/bin/bash
            # Prepares the builder, sourced into bash.

            configure_builder() {
                # such as: emerge dev-vcs/git
                :
            }
            """;

    public Scaffold {
        files = new TreeMap<>(files);
    }

    /** A stack with one image that needs nothing of this host. */
    public static Scaffold stack() {
        Settings copy = new Settings().text("copy", "hello/").text("to", "/");
        Settings hello = new Settings()
                .put("files", new Value.Many(java.util.List.of(copy.block())))
                .text("version", "0.1.0");
        Settings all = new Settings()
                .put("images", new Settings().put("hello", hello.block()).block());
        return new Scaffold(all.block(), new TreeMap<>(Map.of("hello/hello.txt", "hello\n")));
    }

    /**
     * @param architecture Gentoo's name of it, such as {@code amd64}
     * @param from         the builder it extends; empty for one from a stage3
     */
    public static Scaffold builder(String name, String from, String architecture) {
        String hook = "builder/" + name + "/build.sh";
        Settings settings = new Settings().text("from", from);
        if (from.isEmpty()) {
            settings.block("stage3", new Settings().text("flavour", architecture + "-openrc"));
        }
        settings.text("hooks", hook);
        return new Scaffold(settings.block(), new TreeMap<>(Map.of(hook, BUILDER_HOOK)));
    }

    /**
     * @param kind    {@code rootfs}, {@code dockerfile}, {@code script} or {@code files}
     * @param from    the image it is built on; empty for nothing
     * @param builder empty for the parent's, or the only one
     */
    public static Scaffold image(String kind, String name, String from, String builder) {
        Settings settings = new Settings().text("from", from);
        String folder = name.replaceAll(".*/", "");
        return switch (kind) {
            case "rootfs" -> rootfs(settings, folder, builder);
            case "dockerfile" -> dockerfile(settings, folder, from);
            case "script" -> script(settings, folder);
            default -> files(settings, folder);
        };
    }

    private static Scaffold rootfs(Settings settings, String folder, String builder) {
        String hook = folder + "/build.sh";
        Settings rootfs = new Settings()
                .text("builder", builder)
                .text("packages", "app-misc/" + folder)
                .text("hooks", hook);
        return new Scaffold(settings.block("rootfs", rootfs).block(), new TreeMap<>(Map.of(hook, HOOKS)));
    }

    private static Scaffold dockerfile(Settings settings, String folder, String from) {
        String file = folder + "/Dockerfile";
        String text = (from.isEmpty() ? "FROM scratch\n" : "ARG BASE\nFROM ${BASE}\n") + "COPY hello.txt /hello.txt\n";
        settings.text("dockerfile", file).text("version", "0.1.0");
        return new Scaffold(settings.block(), new TreeMap<>(Map.of(file, text, folder + "/hello.txt", "hello\n")));
    }

    private static Scaffold script(Settings settings, String folder) {
        String file = folder + "/build.sh";
        String text = """
                #!/bin/sh
                # Fills $STAVE_ROOTFS, which becomes a layer of the image.
                set -e
                mkdir -p "$STAVE_ROOTFS/etc"
                echo hello > "$STAVE_ROOTFS/etc/hello"
                """;
        settings.text("script", file).text("version", "0.1.0");
        return new Scaffold(settings.block(), new TreeMap<>(Map.of(file, text)));
    }

    private static Scaffold files(Settings settings, String folder) {
        Settings copy = new Settings().text("copy", folder + "/").text("to", "/");
        settings.put("files", new Value.Many(java.util.List.of(copy.block()))).text("version", "0.1.0");
        return new Scaffold(settings.block(), new TreeMap<>(Map.of(folder + "/hello.txt", "hello\n")));
    }
}
