package dev.stave.build.dockerfile;

import dev.stave.model.EngineException;
import dev.stave.model.ImageName;
import dev.stave.model.ImageRef;
import java.util.Map;

/**
 * A Dockerfile whose references are certain: outside ones by digest, images of the stack by what the engine calls them.
 * Everything else stays, and each line keeps its number.
 */
final class DockerfileRewriter {
    private final Map<String, String> pins;
    private final Map<ImageName, String> loaded;
    private final String parent;

    /**
     * @param pins   outside references to digests
     * @param loaded images of the stack to their names in the engine
     * @param parent what {@code ${BASE}} is in the engine; empty where there is none
     */
    DockerfileRewriter(Map<String, String> pins, Map<ImageName, String> loaded, String parent) {
        this.pins = pins;
        this.loaded = loaded;
        this.parent = parent;
    }

    String rewrite(Dockerfile dockerfile) {
        StringBuilder result = new StringBuilder();
        int copied = 0;
        for (Reference reference : dockerfile.references()) {
            Span span = reference.span();
            result.append(dockerfile.text(), copied, span.start());
            result.append(reference.match(this::outside, this::ofStack, p -> parent));
            long joined = dockerfile
                    .text()
                    .substring(span.start(), span.end())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            result.append((dockerfile.escape() + "\n").repeat((int) joined));
            copied = span.end();
        }
        return result.append(dockerfile.text().substring(copied)).toString();
    }

    private String outside(Reference.Outside reference) {
        ImageRef parsed = ImageRef.parse(reference.text());
        if (parsed.digest() != null) {
            return parsed.name() + "@" + parsed.digest();
        }
        String pin = pins.get(reference.text());
        if (pin == null) {
            throw new EngineException(
                    "line " + reference.span().line() + ": '" + reference.text() + "' is not pinned",
                    "run stave update for this image");
        }
        return parsed.name() + "@" + pin;
    }

    private String ofStack(Reference.OfStack reference) {
        String name = loaded.get(reference.name());
        if (name == null) {
            throw new EngineException(
                    "line " + reference.span().line() + ": image '" + reference.name()
                            + "' of the stack is not built yet",
                    "build it first, or select it with --with-requires");
        }
        return name;
    }
}
