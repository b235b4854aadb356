package dev.stave.imports.buildah;

import dev.stave.imports.StackFolder;
import dev.stave.imports.shell.ShellFile;
import dev.stave.imports.shell.ShellScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script says of images: those it begins with, and the one it commits. */
final class BuildahCommands {
    private static final Pattern COMMAND = Pattern.compile("\\bbuildah\\s+(from|commit|push)\\b([^\\n;|&)]*)");
    private static final Pattern SOURCED = Pattern.compile(
            "(?m)^\\s*(?:source|\\.)\\s+[\"']?(?:\\./|\\$\\{?[A-Z_]+\\}?/)?([A-Za-z0-9_.-]+)[\"']?\\s*$");
    /** Options that are followed by a value. */
    private static final Set<String> WITH_VALUE = Set.of(
            "--name",
            "--format",
            "-f",
            "--authfile",
            "--creds",
            "--cert-dir",
            "--arch",
            "--os",
            "--platform",
            "--iidfile",
            "--cap-add",
            "--cap-drop",
            "--volume",
            "-v",
            "--network",
            "--net",
            "--isolation",
            "--timestamp",
            "--sign-by",
            "--reference-time",
            "--userns",
            "--security-opt",
            "--shm-size",
            "--ulimit",
            "--memory",
            "-m",
            "--cpu-shares");

    private final String text;
    private final ShellScope scope = new ShellScope();

    BuildahCommands(Path script) {
        this.text = StackFolder.text(script).replace("\\\n", " ");
        Matcher sourced = SOURCED.matcher(text);
        while (sourced.find()) {
            Path file = script.resolveSibling(sourced.group(1));
            if (Files.isRegularFile(file)) {
                ShellFile.evaluate(StackFolder.text(file), String.valueOf(file.getFileName()), scope);
            }
        }
        ShellFile.evaluate(text, String.valueOf(script.getFileName()), scope);
    }

    /** Without {@code scratch}. */
    List<String> begins() {
        List<String> names = new ArrayList<>();
        for (List<String> words : commands("from")) {
            if (!words.isEmpty()) {
                ShellFile.expand(words.get(words.size() - 1), scope)
                        .filter(name -> !name.isEmpty() && !name.equals("scratch"))
                        .ifPresent(names::add);
            }
        }
        variable("FROM_IMAGE_NAME").filter(name -> names.isEmpty()).ifPresent(names::add);
        return names;
    }

    /** Whether the script itself says what it begins with. */
    boolean tellsBegin() {
        return !commands("from").isEmpty() || !begins().isEmpty();
    }

    /** Of the last commit. */
    String leaves() {
        String name = "";
        for (List<String> words : commands("commit")) {
            if (words.size() >= 2) {
                name = ShellFile.expand(words.get(words.size() - 1), scope).orElse("");
            }
        }
        return name.isEmpty() ? variable("IMAGE_NAME").orElse("") : name;
    }

    boolean pushes() {
        return !commands("push").isEmpty();
    }

    private Optional<String> variable(String name) {
        return scope.get(name)
                .filter(value -> value.known())
                .map(value -> value.text())
                .filter(value -> !value.isEmpty());
    }

    /** The words of each such command, its options left out. */
    private List<List<String>> commands(String verb) {
        List<List<String>> all = new ArrayList<>();
        for (String line : text.split("\n")) {
            Matcher command = COMMAND.matcher(line.strip().startsWith("#") ? "" : line);
            while (command.find()) {
                if (command.group(1).equals(verb)) {
                    all.add(words(command.group(2)));
                }
            }
        }
        return all;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        boolean value = false;
        for (String word : text.strip().split("\\s+")) {
            if (!value && !word.startsWith("-") && !word.isEmpty()) {
                words.add(word);
            }
            value = WITH_VALUE.contains(word);
        }
        return words;
    }
}
