package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.inventory.StackPaths.Written;
import dev.stave.model.Destination;
import dev.stave.model.HostSpec;
import dev.stave.model.ImageRef;
import dev.stave.model.Software;
import dev.stave.model.Tags;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a stack says beside its builders and images. */
final class StackReading {
    private final Settings stack;
    private final StackPaths paths;
    private final Findings findings;

    StackReading(Settings stack, StackPaths paths, Findings findings) {
        this.stack = stack;
        this.paths = paths;
        this.findings = findings;
    }

    String name() {
        Optional<Text> name = stack.scalar("stack");
        name.filter(text -> !Names.isStack(text.value()))
                .ifPresent(text -> findings.add(
                        text.origin(),
                        "stack",
                        "its name '" + text.value()
                                + "' must begin with a letter or a digit and hold only these and . _ -"));
        stack.scalar("section").filter(text -> !text.value().isEmpty()).ifPresent(text -> Names.pathComplaint(
                        text.value())
                .ifPresent(why -> findings.add(text.origin(), "stack", "section: it " + why)));
        return name.map(Text::value).orElse("");
    }

    /** Empty where there is none. */
    String release() {
        Optional<Text> release = stack.scalar("release");
        release.ifPresent(text ->
                Tags.complaint(text.value()).ifPresent(why -> findings.add(text.origin(), "stack", "release: " + why)));
        return release.map(Text::value).filter(r -> Tags.of(r).isPresent()).orElse("");
    }

    Destination destination() {
        return stack.scalar("registry").map(this::destination).orElse(new Destination.InLayout("images"));
    }

    private Destination destination(Text registry) {
        String value = registry.value();
        if (value.startsWith("oci:")) {
            Text folder = new Text(value.substring("oci:".length()), registry.kind(), registry.origin());
            return new Destination.InLayout(
                    paths.normal(new Written(folder, "stack", "registry")).orElse("images"));
        }
        int slash = value.contains("://") ? -1 : value.indexOf('/');
        Optional<String> complaint = Names.hostComplaint(slash < 0 ? value : value.substring(0, slash))
                .or(() -> slash < 0
                        ? Optional.empty()
                        : Names.pathComplaint(value.substring(slash + 1)).map(why -> "its path " + why));
        complaint.ifPresent(why -> findings.add(registry.origin(), "stack", "registry: " + why));
        return new Destination.InRegistry(value);
    }

    @Nullable
    String builderRepository() {
        Optional<Text> repository = stack.scalar("builderRepository");
        repository.ifPresent(text -> repositoryComplaint(text.value())
                .ifPresent(why -> findings.add(text.origin(), "stack", "builderRepository: " + why)));
        return repository.map(Text::value).orElse(null);
    }

    private static Optional<String> repositoryComplaint(String repository) {
        Optional<String> complaint = ImageRef.complaint(repository);
        if (complaint.isPresent()) {
            return Optional.of("'" + repository + "' is not a repository: " + complaint.get());
        }
        return ImageRef.parse(repository).reference().isPresent()
                ? Optional.of("'" + repository + "' has a tag; write the repository alone")
                : Optional.empty();
    }

    List<String> certificates() {
        return stack.scalars("certificates").stream()
                .flatMap(text -> paths.ofHost(new Written(text, "stack", "certificates")).stream())
                .toList();
    }

    SortedMap<String, HostSpec> hosts() {
        SortedMap<String, HostSpec> hosts = new TreeMap<>();
        stack.block("hosts").ifPresent(table -> table.names()
                .forEach(name -> table.block(name).ifPresent(host -> {
                    Settings settings = new Settings(host.fields(), "host '" + name + "'");
                    Names.hostComplaint(name)
                            .ifPresent(why -> findings.add(table.at(name), settings.subject(), "its name " + why));
                    hosts.put(name, host(name, settings));
                })));
        return hosts;
    }

    private HostSpec host(String name, Settings host) {
        Optional<Settings> login = host.block("auth");
        host.scalar("mirrorOf").ifPresent(text -> Names.hostComplaint(text.value())
                .ifPresent(why -> findings.add(text.origin(), host.subject(), "mirrorOf: " + why)));
        return new HostSpec(
                name,
                host.truth("insecure"),
                file(host, "ca"),
                file(host, "auth"),
                login.flatMap(auth -> auth.text("username")).orElse(null),
                login.flatMap(auth -> auth.block("password"))
                        .flatMap(secret -> secret.text("secret"))
                        .orElse(null),
                host.number("requestsPerSecond", 0),
                host.number("connections", 0),
                host.text("mirrorOf").orElse(null));
    }

    private @Nullable String file(Settings host, String setting) {
        return host.scalar(setting)
                .flatMap(text -> paths.ofHost(new Written(text, host.subject(), setting)))
                .orElse(null);
    }

    SortedMap<String, Software> software() {
        SortedMap<String, Software> all = new TreeMap<>();
        stack.block("software").ifPresent(table -> table.names().forEach(name -> table.block(name)
                .map(one -> new Settings(one.fields(), "software '" + name + "'"))
                .flatMap(one -> software(name, one))
                .ifPresent(one -> all.put(name, one))));
        return all;
    }

    private Optional<Software> software(String name, Settings software) {
        Optional<Software.Upstream> latest = software.block("latest").flatMap(block -> upstream(software, block));
        Optional<Text> version = software.scalar("version");
        version.ifPresent(text -> Tags.complaint(text.value())
                .ifPresent(why -> findings.add(text.origin(), software.subject(), "version: " + why)));
        return version.map(text -> new Software(name, text.value(), latest.orElse(null)));
    }

    private Optional<Software.Upstream> upstream(Settings software, Settings latest) {
        if (latest.names().size() != 1) {
            findings.add(
                    software.at("latest"),
                    software.subject(),
                    "latest: write exactly one of githubRelease, registryTags");
            return Optional.empty();
        }
        String kind = latest.names().get(0);
        Optional<Text> location = latest.scalar(kind);
        location.flatMap(text -> locationComplaint(kind, text.value()))
                .ifPresent(why -> findings.add(latest.at(kind), software.subject(), "latest " + kind + ": " + why));
        return location.map(text -> new Software.Upstream(kind, text.value()));
    }

    private static Optional<String> locationComplaint(String kind, String location) {
        if (kind.equals("registryTags")) {
            return repositoryComplaint(location);
        }
        return location.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
                ? Optional.empty()
                : Optional.of("'" + location + "' is not OWNER/REPOSITORY");
    }
}
