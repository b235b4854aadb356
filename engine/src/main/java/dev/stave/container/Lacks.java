package dev.stave.container;

import dev.stave.container.EngineInfo.Ability;
import java.util.Set;
import java.util.stream.Collectors;

/** What an engine cannot do, in words. */
public final class Lacks {
    private Lacks() {}

    /** The wanted abilities that the engine has not, such as {@code build with secrets}. */
    public static String text(Set<Ability> wanted, EngineInfo engine) {
        return wanted.stream()
                .filter(ability -> !engine.abilities().contains(ability))
                .sorted()
                .map(Lacks::words)
                .collect(Collectors.joining(" or "));
    }

    private static String words(Ability ability) {
        return switch (ability) {
            case BUILD_SECRETS -> "build with secrets";
            case BUILDKIT -> "build with BuildKit";
            case ISOLATED_RUN -> "run containers isolated";
            case EMULATION -> "run programs of other platforms";
        };
    }
}
