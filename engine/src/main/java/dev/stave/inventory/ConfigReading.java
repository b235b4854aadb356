package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.model.ImageSettings;
import dev.stave.model.ImageSettings.Healthcheck;
import dev.stave.model.ImageTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an image's configuration and its tests. */
final class ConfigReading {
    private static final List<String> TESTS = List.of("command", "script", "label", "healthy");
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final StackPaths paths;
    private final Findings findings;

    ConfigReading(StackPaths paths, Findings findings) {
        this.paths = paths;
        this.findings = findings;
    }

    ImageSettings settings(Declared image) {
        Settings settings = image.settings();
        for (Text port : settings.scalars("ports")) {
            if (Integer.parseInt(port.value().replaceFirst("/.*", "")) > 65535) {
                findings.add(port.origin(), image.subject(), "ports: " + port.value() + " is above 65535");
            }
        }
        checkNames(image, "env", "[^=\\s\\x00]+", "a name without '=' and blanks");
        checkNames(image, "labels", "[^=\\s\\x00]+", "a name without '=' and blanks");
        return new ImageSettings(
                words(image, "entrypoint"),
                words(image, "command"),
                settings.texts("ports"),
                settings.map("env"),
                settings.map("labels"),
                settings.text("user").orElse(null),
                settings.text("workdir").orElse(null),
                settings.texts("volumes"),
                settings.text("stopSignal").orElse(null),
                healthcheck(image));
    }

    private void checkNames(Declared image, String setting, String form, String wanted) {
        image.settings().entries(setting).forEach((name, value) -> {
            if (!name.matches(form)) {
                findings.add(value.origin(), image.subject(), setting + ": '" + name + "' is not " + wanted);
            }
        });
    }

    private @Nullable List<String> words(Declared image, String setting) {
        if (image.settings().node(setting).isEmpty()) {
            return null;
        }
        refuseSentence(
                image,
                image.settings(),
                setting,
                setting + ": '%s' has a blank in it and no shell splits it; write a list");
        return image.settings().texts(setting);
    }

    private void refuseSentence(Declared image, Settings block, String setting, String message) {
        block.scalar(setting)
                .filter(text -> text.value().strip().matches("(?s).*\\s.*"))
                .ifPresent(text -> findings.add(
                        text.origin(),
                        image.subject(),
                        String.format(message, text.value().strip())));
    }

    private @Nullable Healthcheck healthcheck(Declared image) {
        String message = "healthcheck: '%s' has a blank in it and no shell splits it; write a list";
        Optional<Settings> block = image.settings().block("healthcheck");
        List<String> command = block.map(b -> b.texts("command"))
                .orElseGet(() -> image.settings().texts("healthcheck"));
        if (command.isEmpty()) {
            return null;
        }
        block.ifPresentOrElse(
                b -> refuseSentence(image, b, "command", message),
                () -> refuseSentence(image, image.settings(), "healthcheck", message));
        return new Healthcheck(
                command,
                block.map(b -> b.duration("interval", HALF_A_MINUTE)).orElse(HALF_A_MINUTE),
                block.map(b -> b.duration("timeout", HALF_A_MINUTE)).orElse(HALF_A_MINUTE),
                block.map(b -> b.duration("startPeriod", Duration.ZERO)).orElse(Duration.ZERO),
                block.map(b -> b.number("retries", 3)).orElse(3));
    }

    /** In the order written. */
    List<ImageTest> tests(Declared image) {
        List<Settings> blocks = image.settings().blocks("test");
        if (!blocks.isEmpty()) {
            List<ImageTest> tests = new ArrayList<>();
            blocks.forEach(block -> test(image, block).ifPresent(tests::add));
            return tests;
        }
        List<String> command = image.settings().texts("test");
        refuseTestSentence(image, image.settings(), "test");
        return command.isEmpty() ? List.of() : List.of(new ImageTest.Run(command, false, false));
    }

    private void refuseTestSentence(Declared image, Settings block, String setting) {
        refuseSentence(
                image,
                block,
                setting,
                "test: '%s' has a blank in it and no shell splits it; write a list, or shell: true");
    }

    private Optional<ImageTest> test(Declared image, Settings block) {
        List<String> kinds = block.names().stream().filter(TESTS::contains).toList();
        if (kinds.size() != 1) {
            findings.add(
                    block.fields().origin(),
                    image.subject(),
                    "test: "
                            + (kinds.isEmpty()
                                    ? "it tests nothing"
                                    : "'" + String.join("' and '", kinds) + "' in one test")
                            + "; write exactly one of " + String.join(", ", TESTS));
            return Optional.empty();
        }
        for (String flag : List.of("entrypoint", "shell")) {
            if (block.has(flag) && !kinds.get(0).equals("command")) {
                findings.add(block.at(flag), image.subject(), "test: '" + flag + "' goes with a command only");
            }
        }
        return switch (kinds.get(0)) {
            case "command" -> command(image, block);
            case "script" ->
                block.scalar("script")
                        .flatMap(text -> paths.file(new StackPaths.Written(text, image.subject(), "test script")))
                        .map(ImageTest.Script::new);
            case "label" -> block.text("label").map(ImageTest.Label::new);
            default ->
                block.block("healthy")
                        .map(healthy -> new ImageTest.Healthy(
                                healthy.duration("within", HALF_A_MINUTE), Math.max(1, healthy.number("streak", 1))));
        };
    }

    private Optional<ImageTest> command(Declared image, Settings block) {
        List<String> words = block.texts("command");
        boolean shell = block.truth("shell");
        if (shell && words.size() > 1) {
            findings.add(
                    block.at("shell"),
                    image.subject(),
                    "test: 'shell' runs one text, not a list; write the command as one text");
        }
        if (!shell) {
            refuseTestSentence(image, block, "command");
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new ImageTest.Run(words, block.truth("entrypoint"), shell));
    }
}
