package dev.stave.inventory;

import dev.stave.inventory.Node.Text;
import dev.stave.model.ImageName;
import dev.stave.model.Nearest;
import dev.stave.model.Origin;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The images that a stack declares, by identity, and how its other parts may name them. */
final class Declarations {
    private final SortedMap<ImageName, Declared> images = new TreeMap<>();
    private final Findings findings;

    Declarations(Settings stack, Findings findings) {
        this.findings = findings;
        String section = stack.text("section").orElse("");
        Subjects.Within subjects = new Subjects.Within(stack.fields());
        stack.block("images").ifPresent(table -> table.names().forEach(key -> table.node(key)
                .ifPresent(node -> node.match(
                        text -> Optional.empty(),
                        items -> Optional.empty(),
                        fields -> declare(
                                key, section, new Settings(fields, subjects.of("images", key)), node.origin())))));
    }

    private Optional<Declared> declare(String key, String section, Settings settings, Origin origin) {
        ImageName name = key.contains("/")
                ? ImageName.parse(key)
                : new ImageName(settings.text("section").orElse(section), key);
        checkName(key, name, settings, origin);
        Declared image = new Declared(name, origin, settings);
        Declared first = images.putIfAbsent(name, image);
        if (first != null) {
            boolean after = first.origin().compareTo(origin) <= 0;
            findings.add(
                    after ? origin : first.origin(),
                    "image '" + name + "'",
                    Words.declaredTwice(after ? first.origin().line() : origin.line()));
        }
        return Optional.of(image);
    }

    private void checkName(String key, ImageName name, Settings settings, Origin origin) {
        boolean both = key.contains("/") && settings.has("section");
        if (both && !settings.text("section").orElse("").equals(name.section())) {
            findings.add(
                    settings.at("section"),
                    settings.subject(),
                    "two sections, '" + name.section() + "' in its name and '"
                            + settings.text("section").orElse("") + "'; write one of them");
        }
        Names.complaint(name.name()).ifPresent(why -> findings.add(origin, settings.subject(), "its name " + why));
        if (key.contains("/")) {
            Names.pathComplaint(name.section())
                    .ifPresent(why -> findings.add(origin, settings.subject(), "its section " + why));
        } else if (!settings.text("section").orElse("").isEmpty()) {
            Names.pathComplaint(name.section())
                    .ifPresent(why -> findings.add(settings.at("section"), settings.subject(), "section: it " + why));
        }
    }

    Collection<Declared> all() {
        return images.values();
    }

    Optional<Declared> get(ImageName name) {
        return Optional.ofNullable(images.get(name));
    }

    /**
     * The image that a text of the stack names, by identity or by a short name that only one has.
     *
     * @param role what it is looked for as, such as {@code parent}
     */
    Optional<ImageName> named(Text reference, String subject, String role) {
        ImageName exact = ImageName.parse(reference.value());
        if (images.containsKey(exact)) {
            return Optional.of(exact);
        }
        List<ImageName> sameName = images.keySet().stream()
                .filter(name -> name.name().equals(reference.value()))
                .toList();
        if (sameName.size() == 1) {
            return Optional.of(sameName.get(0));
        }
        findings.add(
                reference.origin(),
                subject,
                sameName.isEmpty()
                        ? "unknown " + role + " '" + reference.value() + "'" + Nearest.hint(reference.value(), known())
                        : role + " '" + reference.value() + "' is ambiguous, write one of "
                                + sameName.stream().map(ImageName::toString).collect(Collectors.joining(", ")));
        return Optional.empty();
    }

    private Collection<String> known() {
        Collection<String> known = new TreeSet<>();
        Set<String> several = new HashSet<>();
        Set<String> seen = new HashSet<>();
        images.keySet().stream()
                .map(ImageName::name)
                .filter(name -> !seen.add(name))
                .forEach(several::add);
        images.keySet().forEach(name -> {
            known.add(name.toString());
            if (!several.contains(name.name())) {
                known.add(name.name());
            }
        });
        return known;
    }
}
