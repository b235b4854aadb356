package dev.stave.model;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One declared builder: a stage3 with a tree and settings, or one that extends another.
 *
 * @param from the builder it extends; null for one from a stage3
 * @param env  variables of its builds, {@code BOB_*} among them
 */
public record BuilderSpec(
        String name,
        Origin origin,
        @Nullable String from,
        BuilderInputs inputs,
        PortageSettings settings,
        BuildHooks hooks,
        Compiling compiling,
        BinaryHosts binaryHosts,
        ContainerWishes container,
        SortedMap<String, String> env) {
    /** {@code flavour}, {@code date} and what else names a stage3. */
    public SortedMap<String, String> stage3() {
        return inputs.stage3();
    }

    /** {@code snapshot} and what else names a tree. */
    public SortedMap<String, String> portage() {
        return inputs.portage();
    }

    public SortedMap<String, SortedMap<String, String>> overlays() {
        return inputs.overlays();
    }

    /** Settings of make.conf. */
    public SortedMap<String, String> makeConf() {
        return settings.makeConf();
    }

    /** Shell text that prepares the builder; empty for none. */
    public String configureBuilder() {
        return hooks.shell().getOrDefault("configureBuilder", "");
    }

    /** Variables of every build in it, with what its settings of compiling come to. */
    public SortedMap<String, String> variables() {
        SortedMap<String, String> all = new TreeMap<>();
        if (compiling.chost() != null) {
            all.put("BOB_CHOST", compiling.chost());
        }
        if (compiling.crossdev() != null) {
            all.put("BOB_CHOST", compiling.crossdev());
        }
        all.putAll(env);
        return all;
    }
}
