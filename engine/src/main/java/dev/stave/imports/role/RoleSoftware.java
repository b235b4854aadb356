package dev.stave.imports.role;

import dev.stave.imports.Note;
import dev.stave.imports.Settings;
import dev.stave.imports.Tree;
import dev.stave.imports.Value;
import dev.stave.inventory.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of software. */
final class RoleSoftware {
    private static final Map<String, String> REGISTRIES = Map.of("dockerhub", "docker.io/", "quay", "quay.io/");

    private final Tree variables;
    private final Jinja jinja;
    private final List<Note> notes;

    RoleSoftware(Tree variables, Jinja jinja, List<Note> notes) {
        this.variables = variables;
        this.jinja = jinja;
        this.notes = notes;
    }

    Settings all() {
        Settings all = new Settings();
        variables.entries("software").forEach((name, node) -> {
            Tree one = Tree.of(node);
            Optional<String> version = one.text("version").map(jinja::plain);
            if (version.isEmpty()) {
                notes.add(new Note(node.origin(), "software '" + name + "' has no version, so it was left out"));
                return;
            }
            Settings settings = new Settings().text("version", version.get());
            one.tree("latest").flatMap(this::latest).ifPresent(latest -> settings.put("latest", latest));
            one.unasked()
                    .forEach(key -> notes.add(new Note(
                            one.at(key).origin(),
                            "software '" + name + "': " + key + " has no counterpart: "
                                    + RoleImport.shown(one.at(key)))));
            all.put(name, settings.block());
        });
        return all;
    }

    private Optional<Value> latest(Tree latest) {
        String type = latest.text("type").map(Node.Text::value).orElse("");
        String repository = latest.tree("params")
                .flatMap(params -> params.text("repo"))
                .map(jinja::plain)
                .orElse("");
        if (type.equals("github") && !repository.isEmpty()) {
            return Optional.of(new Settings().text("githubRelease", repository).block());
        }
        if (REGISTRIES.containsKey(type) && !repository.isEmpty()) {
            String path = type.equals("dockerhub") && !repository.contains("/") ? "library/" + repository : repository;
            return Optional.of(new Settings()
                    .text("registryTags", REGISTRIES.get(type) + path)
                    .block());
        }
        notes.add(new Note(
                latest.origin(),
                "latest of the type '" + type + "' has no counterpart"
                        + (repository.isEmpty() ? "" : ": " + repository)));
        return Optional.empty();
    }
}
