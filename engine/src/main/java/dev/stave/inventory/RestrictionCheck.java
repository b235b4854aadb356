package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.model.ImageRef;
import dev.stave.model.Inventory;
import dev.stave.model.Origin;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Holds a stack against the policy of {@code --restricted}, beside its paths and its use of the environment. */
final class RestrictionCheck {
    private final Restriction restriction;
    private final Settings stack;
    private final Findings findings;

    RestrictionCheck(Restriction restriction, Settings stack, Findings findings) {
        this.restriction = restriction;
        this.stack = stack;
        this.findings = findings;
    }

    void check(Inventory inventory) {
        inventory
                .destination()
                .match(registry -> destination(registry.host(), stack.at("registry"), "registry"), layout -> true);
        stack.scalar("builderRepository")
                .flatMap(text -> ImageRef.tryParse(text.value()))
                .ifPresent(ref -> destination(ref.host(), stack.at("builderRepository"), "builderRepository"));
        each("images", this::image);
        each("hosts", this::host);
        each("software", this::software);
        each("builders", this::builder);
        scan(stack);
    }

    private interface Check {
        void accept(String name, Settings settings);
    }

    private void each(String table, Check check) {
        Subjects.Within subjects = new Subjects.Within(stack.fields());
        stack.block(table).ifPresent(all -> all.names().forEach(name -> all.block(name)
                .ifPresent(one -> check.accept(name, new Settings(one.fields(), subjects.of(table, name))))));
    }

    private void image(String name, Settings image) {
        boolean inside = image.block("script").map(script -> script.has("in")).orElse(false);
        if (image.has("script") && !inside) {
            findings.add(
                    image.at("script"),
                    image.subject(),
                    "script: it would run on this host, which " + restriction.shownAs()
                            + " does not allow; run it inside an image of the stack with in");
        }
        image.scalar("mirror")
                .or(() -> image.block("mirror").flatMap(mirror -> mirror.scalar("source")))
                .filter(source -> !source.value().startsWith("oci:"))
                .ifPresent(source -> reference(source, image.subject(), "mirror"));
        image.block("rootfs")
                .map(rootfs -> rootfs.blocks("add"))
                .orElse(List.of())
                .forEach(
                        tree -> tree.scalar("git").ifPresent(text -> address(text, image.subject(), "rootfs add git")));
        scan(image);
    }

    private void scan(Settings settings) {
        settings.block("scan")
                .flatMap(scan -> scan.scalar("database"))
                .filter(text -> !text.value().startsWith("/") && !text.value().startsWith("."))
                .ifPresent(text -> reference(text, settings.subject(), "scan database"));
    }

    private void host(String name, Settings host) {
        if (host.scalar("auth").isPresent()) {
            findings.add(
                    host.at("auth"),
                    host.subject(),
                    "auth: the file may name a program to run on this host, which " + restriction.shownAs()
                            + " does not allow; write a username and a secret");
        }
        if (!restriction.allowsSource(name) && !restriction.allowsDestination(name)) {
            findings.add(
                    host.fields().origin(),
                    host.subject(),
                    "neither a source nor a destination that " + restriction.shownAs() + " allows");
        }
    }

    private void software(String name, Settings software) {
        Optional<Settings> latest = software.block("latest");
        latest.flatMap(block -> block.scalar("registryTags"))
                .ifPresent(text -> reference(text, software.subject(), "latest registryTags"));
        latest.flatMap(block -> block.scalar("githubRelease"))
                .ifPresent(text -> source("github.com", text.origin(), software.subject(), "latest githubRelease"));
    }

    private void builder(String name, Settings builder) {
        for (String block : new String[] {"stage3", "portage"}) {
            builder.block(block)
                    .flatMap(inner -> inner.scalar("mirror"))
                    .ifPresent(text -> address(text, builder.subject(), block + " mirror"));
            addresses(builder, block, "mirrors", "git", "rsync");
        }
        builder.block("overlays").ifPresent(all -> all.names().forEach(overlay -> all.block(overlay)
                .ifPresent(inner -> List.of("git", "rsync").forEach(way -> inner.scalar(way)
                        .ifPresent(text -> address(text, builder.subject(), "overlays '" + overlay + "' " + way))))));
        builder.scalars("binhost").forEach(text -> address(text, builder.subject(), "binhost"));
        builder.scalar("binhostPush")
                .ifPresent(text -> destination(hostOf(text.value()), text.origin(), builder.subject(), "binhostPush"));
        forbidden(
                builder,
                builder.block("stage3").flatMap(s -> s.scalar("catalyst")),
                "stage3 catalyst",
                "it would run on this host");
        builder.scalars("capabilities")
                .forEach(text -> forbidden(
                        builder,
                        Optional.of(text),
                        "capabilities",
                        "'" + text.value() + "' is more than a build container has"));
        builder.scalars("distcc")
                .forEach(text -> address(
                        new Text(text.value().replaceFirst("[/,].*", ""), text.kind(), text.origin()),
                        builder.subject(),
                        "distcc"));
    }

    private void addresses(Settings builder, String block, String... settings) {
        for (String setting : settings) {
            builder.block(block)
                    .map(inner -> inner.scalars(setting))
                    .orElse(List.of())
                    .forEach(text -> address(text, builder.subject(), block + " " + setting));
        }
    }

    private void forbidden(Settings builder, Optional<Text> text, String setting, String why) {
        text.ifPresent(t -> findings.add(
                t.origin(),
                builder.subject(),
                setting + ": " + why + ", which " + restriction.shownAs() + " does not allow"));
    }

    private void reference(Text text, String subject, String setting) {
        ImageRef.tryParse(text.value()).ifPresent(ref -> source(ref.host(), text.origin(), subject, setting));
    }

    private void address(Text text, String subject, String setting) {
        String host = hostOf(text.value());
        source(host, text.origin(), subject, setting);
    }

    private static String hostOf(String address) {
        try {
            String host = URI.create(address).getAuthority();
            return host == null ? address : host.substring(host.indexOf('@') + 1);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private void source(String host, Origin at, String subject, String setting) {
        if (!restriction.allowsSource(host)) {
            findings.add(
                    at,
                    subject,
                    setting + ": '" + host + "' is not a source that " + restriction.shownAs() + " allows");
        }
    }

    private boolean destination(String host, Origin at, String setting) {
        return destination(host, at, "stack", setting);
    }

    private boolean destination(String host, Origin at, String subject, String setting) {
        boolean allowed = restriction.allowsDestination(host);
        if (!allowed) {
            findings.add(
                    at,
                    subject,
                    setting + ": '" + host + "' is not a destination that " + restriction.shownAs() + " allows");
        }
        return allowed;
    }
}
