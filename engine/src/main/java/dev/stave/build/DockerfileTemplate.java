package dev.stave.build;

import dev.stave.model.BuilderSpec;
import dev.stave.model.ImageSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Dockerfile for the root of an image from Portage may have in it, as kubler's templates do: {@code
 * ${IMAGE_PARENT}}, {@code ${NAMESPACE}}, {@code ${TAG}}, {@code ${MAINTAINER}} and the variables of the builds; everything
 * else stays for the Dockerfile to know.
 *
 * @param known by name
 */
public record DockerfileTemplate(SortedMap<String, String> known) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    /**
     * @param builders that the image is built in, the first one first
     * @param version  of the image; empty where it is not known yet
     */
    public static DockerfileTemplate of(ImageSpec image, List<BuilderSpec> builders, String version) {
        SortedMap<String, String> known = new TreeMap<>();
        known.put("MAINTAINER", "");
        known.put("NAMESPACE", image.name().section());
        if (!version.isEmpty()) {
            known.put("TAG", version);
        }
        // what the stack says of these is kubler's own, such as its IMAGE_TAG
        builders.forEach(builder -> known.putAll(builder.variables()));
        image.rootfs().ifPresent(rootfs -> known.putAll(rootfs.env()));
        known.put("IMAGE_PARENT", image.parent() == null ? "scratch" : "${BASE}");
        return new DockerfileTemplate(known);
    }

    public String filled(String template) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), found.group())));
    }
}
