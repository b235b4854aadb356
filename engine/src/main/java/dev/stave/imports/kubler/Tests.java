package dev.stave.imports.kubler;

import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.StackFolder;
import dev.stave.imports.Value;
import dev.stave.imports.shell.ShellValue;
import dev.stave.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** kubler's tests of an image as tests of the stack. */
final class Tests {
    private Tests() {}

    static Optional<Value> of(Unit unit, StackFolder stack, List<Note> notes) {
        List<Value> tests = new ArrayList<>();
        Path script = unit.file("build-test.sh");
        if (Files.isRegularFile(script)) {
            tests.add(new Settings().text("script", stack.path(script)).block());
            checkScript(script, stack.path(script), notes);
        }
        if (!unit.conf().text("POST_BUILD_HC").isEmpty()) {
            Settings healthy = new Settings()
                    .text("within", number(unit, "POST_BUILD_HC_MAX_DURATION", 30) + "s")
                    .put("streak", Value.number(number(unit, "POST_BUILD_HC_MIN_HEALTHY_STREAK", 5)));
            tests.add(new Settings().put("healthy", healthy.block()).block());
            for (String name : List.of(
                    "POST_BUILD_HC_INTERVAL",
                    "POST_BUILD_HC_TIMEOUT",
                    "POST_BUILD_HC_START_PERIOD",
                    "POST_BUILD_HC_RETRY",
                    "POST_BUILD_HC_RETRIES")) {
                unit.conf()
                        .get(name)
                        .ifPresent(value -> notes.add(new Note(
                                value.at(),
                                name + " has no counterpart; the image's own health check says it: " + value.text())));
            }
        }
        for (String file : List.of("compose-test.yml", "compose-test.sh")) {
            if (Files.isRegularFile(unit.file(file))) {
                notes.add(new Note(
                        new Origin(stack.path(unit.file(file)), 0), "tests with docker-compose have no counterpart"));
            }
        }
        return tests.isEmpty() ? Optional.empty() : Optional.of(new Value.Many(tests));
    }

    private static int number(Unit unit, String name, int otherwise) {
        String text = unit.conf().get(name).map(ShellValue::text).orElse("");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static void checkScript(Path script, String shown, List<Note> notes) {
        List<String> lines = StackFolder.text(script).lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (first.startsWith("#!") && !first.matches("#!.*\\b(sh|dash|ash)\\s*")) {
            notes.add(new Note(
                    new Origin(shown, 1), "tests are run by sh inside the image, not by " + first.substring(2)));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("/kubler-test")) {
                notes.add(new Note(new Origin(shown, i + 1), "the image's folder is at /config, not at /kubler-test"));
            }
        }
    }
}
