package dev.stave.cli;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.GentooInputs;
import dev.stave.model.BuilderInput;
import dev.stave.model.BuilderPin;
import dev.stave.model.BuilderSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/** For a command that reaches no mirror. */
final class NoGentoo implements GentooInputs {
    @Override
    public Optional<BuilderPin> pin(BuilderSpec builder, BuilderInput input) {
        return Optional.empty();
    }

    @Override
    public Path stage3(BuilderSpec builder, SortedMap<String, String> pins) {
        throw none(builder);
    }

    @Override
    public Path tree(BuilderSpec builder, SortedMap<String, String> pins) {
        throw none(builder);
    }

    @Override
    public Path overlay(BuilderSpec builder, String overlay, SortedMap<String, String> pins) {
        throw none(builder);
    }

    private static GentooException none(BuilderSpec builder) {
        return new GentooException("builder '" + builder.name() + "': this command reaches no mirror", "");
    }
}
