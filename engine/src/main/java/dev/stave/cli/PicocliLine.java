package dev.stave.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One command as picocli knows it: for help, for complaints, for completion, and for lines written in rarer ways. */
final class PicocliLine implements Callable<Integer> {
    private final Subcommand command;
    private final Map<ArgSpec, Consumer<String>> takers = new LinkedHashMap<>();

    private PicocliLine(Subcommand command) {
        this.command = command;
    }

    static CommandLine of(String name, Subcommand command) {
        PicocliLine line = new PicocliLine(command);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(line).name(name);
        Syntax syntax = command.syntax();
        spec.usageMessage().description(syntax.description());
        syntax.options().forEach(option -> {
            OptionSpec known = option(option);
            line.takers.put(known, option.set());
            spec.addOption(known);
        });
        int index = 0;
        for (Syntax.Parameter parameter : syntax.parameters()) {
            PositionalParamSpec known = parameter(parameter, index++);
            line.takers.put(known, parameter.set());
            spec.addPositional(known);
        }
        return new CommandLine(spec.mixinStandardHelpOptions(true));
    }

    private static OptionSpec option(Syntax.Option option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new))
                .type(option.type())
                .description(option.description());
        if (option.type() == Map.class) {
            builder.auxiliaryTypes(String.class, String.class);
        }
        if (!option.isFlag()) {
            builder.paramLabel(option.label());
        }
        return builder.build();
    }

    private static PositionalParamSpec parameter(Syntax.Parameter parameter, int index) {
        PositionalParamSpec.Builder builder = PositionalParamSpec.builder()
                .index(parameter.repeats() ? index + "..*" : String.valueOf(index))
                .required(parameter.needed())
                .paramLabel(parameter.label())
                .description(parameter.description());
        if (parameter.repeats()) {
            builder.type(String[].class).arity(parameter.needed() ? "1..*" : "0..*");
        }
        return builder.build();
    }

    @Override
    public Integer call() {
        takers.forEach((known, taker) -> words(known.getValue()).forEach(taker));
        return command.call();
    }

    /** A value of picocli's as it may have been written. */
    private static List<String> words(@Nullable Object value) {
        List<String> words = new ArrayList<>();
        if (value instanceof Map<?, ?> pairs) {
            pairs.forEach((name, pair) -> words.add(name + "=" + pair));
        } else if (value instanceof Object[] several) {
            Arrays.stream(several).map(String::valueOf).forEach(words::add);
        } else if (value != null && !Boolean.FALSE.equals(value)) {
            words.add(String.valueOf(value));
        }
        return words;
    }
}
