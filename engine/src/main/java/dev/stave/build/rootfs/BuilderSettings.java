package dev.stave.build.rootfs;

import dev.stave.model.BinaryHosts;
import dev.stave.model.BuilderLink;
import dev.stave.model.BuilderSpec;
import dev.stave.model.ContainerWishes;
import dev.stave.packages.binary.BinhostSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the declared builders of a chain say together; what an extending one says counts.
 *
 * @param declared from the one with a stage3 on
 * @param pins     of all their inputs
 */
record BuilderSettings(List<BuilderSpec> declared, SortedMap<String, String> pins) {
    static BuilderSettings of(List<BuilderLink> links) {
        List<BuilderSpec> declared = new ArrayList<>();
        SortedMap<String, String> pins = new TreeMap<>();
        links.forEach(link -> link.match(
                d -> {
                    pins.putAll(d.pins());
                    return declared.add(d.builder());
                },
                l -> false));
        return new BuilderSettings(declared, pins);
    }

    /** The one whose tree is used. */
    @Nullable
    BuilderSpec withTree() {
        BuilderSpec found = declared.isEmpty() ? null : declared.get(0);
        for (BuilderSpec builder : declared) {
            found = builder.portage().isEmpty() ? found : builder;
        }
        return found;
    }

    /** Name of an overlay to the builder that declares it. */
    Map<String, BuilderSpec> overlays() {
        Map<String, BuilderSpec> all = new LinkedHashMap<>();
        declared.forEach(builder -> builder.overlays().keySet().forEach(name -> all.put(name, builder)));
        return all;
    }

    /** Variables of every build, with what the settings of compiling come to. */
    SortedMap<String, String> variables() {
        SortedMap<String, String> all = new TreeMap<>();
        for (BuilderSpec builder : declared) {
            String target = builder.compiling().crossdev();
            if (target != null) {
                all.put("STAVE_CROSSDEV", target);
                all.put("BOB_EMERGE_BIN", "emerge-" + target);
            }
            all.putAll(builder.variables());
        }
        List<String> hosts = distcc();
        if (!hosts.isEmpty()) {
            all.put("DISTCC_HOSTS", String.join(" ", hosts));
        }
        if (ccache()) {
            all.put("STAVE_CCACHE", "yes");
            all.put("CCACHE_DIR", "/ccache");
        }
        SortedMap<String, String> signing = signing();
        if (!signing.isEmpty()) {
            all.put("BINPKG_GPG_SIGNING_GPG_HOME", "/tmp/stave-gnupg");
            all.put("BINPKG_GPG_SIGNING_KEY", signing.getOrDefault("key", ""));
        }
        if (!trusted().isEmpty()) {
            all.put("STAVE_TRUSTED", trusted().getOrDefault("keys", ""));
        }
        all.put("STAVE_FEATURES", features(hosts, signing));
        return all;
    }

    private String features(List<String> hosts, SortedMap<String, String> signing) {
        List<String> features = new ArrayList<>();
        if (!hosts.isEmpty()) {
            features.add("distcc");
        }
        if (ccache()) {
            features.add("ccache");
        }
        if (!signing.isEmpty()) {
            features.add("binpkg-signing");
        } else if (trusted().isEmpty() && binaryHosts().stream().noneMatch(BinhostSettings::isOfficial)) {
            // Portage looks for the keys of every package that is signed, also where nobody wants it signed
            features.add("binpkg-ignore-signature");
        }
        return String.join(" ", features);
    }

    List<String> distcc() {
        return declared.stream()
                .map(b -> b.compiling().distcc())
                .filter(hosts -> !hosts.isEmpty())
                .reduce((first, second) -> second)
                .orElse(List.of());
    }

    boolean ccache() {
        return declared.stream().anyMatch(b -> b.compiling().ccache());
    }

    /** {@code key} and {@code home}; empty where packages are not signed. */
    SortedMap<String, String> signing() {
        return declared.stream()
                .map(b -> b.binaryHosts().signing())
                .filter(key -> !key.isEmpty())
                .reduce((first, second) -> second)
                .orElseGet(TreeMap::new);
    }

    /** What packages of a builder are, with who signs them. */
    Abi signed(Abi builder) {
        return builder.signedBy(signing().getOrDefault("key", ""));
    }

    /** {@code keyring} and {@code keys} that must have signed what comes from binhosts; empty where nobody must. */
    SortedMap<String, String> trusted() {
        return declared.stream()
                .map(b -> b.binaryHosts().trusted())
                .filter(keys -> !keys.isEmpty())
                .reduce((first, second) -> second)
                .orElseGet(TreeMap::new);
    }

    /** Where binary packages are read from. */
    List<String> binaryHosts() {
        return declared.stream()
                .map(BuilderSpec::binaryHosts)
                .map(BinaryHosts::read)
                .filter(read -> !read.isEmpty())
                .reduce((first, second) -> second)
                .orElse(List.of());
    }

    /** Where new binary packages are sent; null where they stay. */
    @Nullable
    String binaryPush() {
        return declared.stream()
                .map(b -> b.binaryHosts().push())
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    ContainerWishes wishes() {
        Set<String> capabilities = new LinkedHashSet<>();
        Set<String> mounts = new LinkedHashSet<>();
        declared.forEach(builder -> {
            capabilities.addAll(builder.container().capabilities());
            mounts.addAll(builder.container().mounts());
        });
        return new ContainerWishes(List.copyOf(capabilities), List.copyOf(mounts));
    }

    boolean crosses() {
        return declared.stream().anyMatch(b -> b.compiling().crossdev() != null);
    }
}
