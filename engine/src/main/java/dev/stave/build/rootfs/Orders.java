package dev.stave.build.rootfs;

import dev.stave.model.BuildHooks;
import dev.stave.model.BuilderSpec;
import dev.stave.model.ImageName;
import dev.stave.model.ImageSpec;
import dev.stave.model.KeptAside;
import dev.stave.model.Source;
import dev.stave.packages.binary.BinhostSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes down what a build container is to do. */
final class Orders {
    private final RootfsPlaces places;

    Orders(RootfsPlaces places) {
        this.places = places;
    }

    OrderFolder builder(BuilderSpec builder, Path folder, BuilderSettings settings) {
        OrderFolder order = new OrderFolder(folder, places.stackFolder());
        order.packages(builder.settings().choice());
        order.hooks(builder.hooks(), config(builder.hooks()));
        List<String> conf = new ArrayList<>();
        builder.makeConf()
                .forEach((name, value) ->
                        conf.add(name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        order.lines("make.conf", conf);
        binaryHosts(order, settings);
        return order;
    }

    /** Where binary packages come from, and whose signatures count; asked anew by every build. */
    private void binaryHosts(OrderFolder order, BuilderSettings settings) {
        SortedMap<String, String> trusted = settings.trusted();
        order.write("binrepos.conf", BinhostSettings.binrepos(settings.binaryHosts(), !trusted.isEmpty()));
        String keyring = trusted.get("keyring");
        if (keyring != null) {
            FileTree.followed(places.stackFolder().resolve(keyring))
                    .copyTo(order.folder().resolve("trusted.asc"));
        }
    }

    static SortedMap<String, String> variables(BuilderSpec builder) {
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("STAVE_ID", "builder-" + builder.name());
        variables.put("STAVE_NAME", builder.name());
        variables.put("STAVE_DIALECT", builder.hooks().dialect());
        variables.put("BOB_CURRENT_TARGET", builder.name());
        if (builder.settings().profile() != null) {
            variables.put("STAVE_BUILDER_PROFILE", builder.settings().profile());
        }
        return variables;
    }

    OrderFolder image(ImageSpec image, Source.Rootfs rootfs, BuilderSettings settings, Path folder) {
        OrderFolder order = new OrderFolder(folder, places.stackFolder());
        order.packages(rootfs.choice());
        order.hooks(rootfs.hooks(), config(image));
        binaryHosts(order, settings);
        order.lines("nocache", rootfs.noCache());
        order.lines(
                "additions.tsv",
                rootfs.finish().additions().stream()
                        .map(tree -> String.join("\t", tree.git(), tree.ref(), tree.to()))
                        .toList());
        return order;
    }

    static SortedMap<String, String> variables(ImageSpec image, Source.Rootfs rootfs) {
        SortedMap<String, String> variables = new TreeMap<>(rootfs.env());
        KeptAside kept = rootfs.kept();
        variables.put("STAVE_ID", id(image.name()));
        variables.put("STAVE_NAME", image.name().toString());
        variables.put("STAVE_DIALECT", rootfs.hooks().dialect());
        variables.put("STAVE_CLEAN", rootfs.finish().clean() ? "yes" : "no");
        variables.put("STAVE_KEEP_HEADERS", kept.keepHeaders() ? "true" : "");
        variables.put("STAVE_KEEP_STATIC_LIBS", kept.keepStaticLibs() ? "true" : "");
        variables.put("STAVE_HEADERS_FROM", names(kept.headersFrom()));
        variables.put("STAVE_STATIC_LIBS_FROM", names(kept.staticLibsFrom()));
        variables.put("STAVE_ICONV_FROM", names(kept.iconvFrom()));
        variables.put("BOB_CURRENT_TARGET", image.name().toString());
        return variables;
    }

    /** What files kept aside by an image are called. */
    static String id(ImageName name) {
        return name.toString().replace('/', '_');
    }

    private static String names(Collection<ImageName> names) {
        return names.stream().map(ImageName::toString).collect(Collectors.joining(" "));
    }

    static String config(ImageSpec image) {
        return image.folder() == null ? "" : image.folder();
    }

    /** The folder of a builder's hooks, if that is not the stack's own. */
    static String config(BuildHooks hooks) {
        Path parent =
                hooks.files().isEmpty() ? null : Path.of(hooks.files().get(0)).getParent();
        return parent == null ? "" : parent.toString();
    }
}
