package dev.stave.packages.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.stave.model.Digest;
import dev.stave.model.ImageName;
import dev.stave.model.Platform;
import dev.stave.packages.PackageTable;
import dev.stave.packages.PortagePackage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Property;
import org.jspecify.annotations.Nullable;

/**
 * A bill of materials in CycloneDX 1.6, JSON: a component for each package, named by a {@code pkg:ebuild} purl, or a
 * {@code pkg:generic} one where a hook installed it. The same image has the same bytes: serial number and timestamp are
 * derived from it.
 */
public final class CycloneDxSbom {
    private static final String PROPERTY = "dev.stave:";

    private CycloneDxSbom() {}

    /**
     * The image that is described.
     *
     * @param manifest of one platform
     * @param created  what its configuration says
     */
    public record Subject(ImageName name, String version, Platform platform, Digest manifest, Instant created) {}

    public static byte[] of(Subject subject, PackageTable table) {
        Bom bom = new Bom();
        bom.setSerialNumber("urn:uuid:"
                + UUID.nameUUIDFromBytes((subject.manifest() + " " + table.label()).getBytes(StandardCharsets.UTF_8)));
        bom.setVersion(1);
        Metadata metadata = new Metadata();
        metadata.setTimestamp(Date.from(subject.created()));
        Component image = image(subject);
        metadata.setComponent(image);
        bom.setMetadata(metadata);
        Dependency contains = new Dependency(image.getBomRef());
        for (PortagePackage one : table.packages()) {
            Component component = component(one);
            bom.addComponent(component);
            contains.addDependency(new Dependency(component.getBomRef()));
        }
        bom.addDependency(contains);
        try {
            return (BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneratorException e) {
            throw new IllegalStateException("a list of plain components cannot be written", e);
        }
    }

    private static Component image(Subject subject) {
        String name = subject.name().toString();
        String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        Component image = new Component();
        image.setType(Component.Type.CONTAINER);
        image.setName(name);
        image.setVersion(subject.version());
        image.setPurl(purl(
                "oci",
                null,
                last,
                subject.manifest().toString(),
                Map.of("arch", subject.platform().architecture())));
        image.setBomRef(image.getPurl());
        return image;
    }

    private static Component component(PortagePackage one) {
        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        if (!one.category().isEmpty()) {
            component.setGroup(one.category());
        }
        component.setName(one.shortName());
        component.setVersion(one.version());
        String namespace = one.category().isEmpty() ? null : one.category();
        component.setPurl(
                purl(one.byHook() ? "generic" : "ebuild", namespace, one.shortName(), one.version(), Map.of()));
        component.setBomRef(component.getPurl());
        if (!one.licence().isEmpty()) {
            component.setLicenses(licence(one.licence()));
        }
        property(component, "slot", one.slot());
        property(component, "repository", one.repository());
        property(component, "useFlags", String.join(" ", one.useFlags()));
        return component;
    }

    /** As a name, since Portage's licences are not SPDX's: {@code GPL-2} is what SPDX calls GPL-2.0-only. */
    private static LicenseChoice licence(String expression) {
        License licence = new License();
        licence.setName(expression);
        LicenseChoice choice = new LicenseChoice();
        choice.addLicense(licence);
        return choice;
    }

    private static void property(Component component, String name, String value) {
        if (!value.isEmpty()) {
            component.addProperty(new Property(PROPERTY + name, value));
        }
    }

    private static String purl(
            String type, @Nullable String namespace, String name, String version, Map<String, String> qualifiers) {
        try {
            return new PackageURL(type, namespace, name, version, new TreeMap<>(qualifiers), null).canonicalize();
        } catch (MalformedPackageURLException e) {
            throw new IllegalArgumentException("no package URL can be made of " + name + " " + version, e);
        }
    }
}
