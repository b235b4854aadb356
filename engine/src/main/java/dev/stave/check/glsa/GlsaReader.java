package dev.stave.check.glsa;

import dev.stave.check.glsa.Glsa.Affected;
import dev.stave.model.ScanPolicy.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an advisory (GLSA DTD, gentoo.org/dtd/glsa-2.dtd). The document type is passed over: nothing is fetched, and no
 * entity but XML's own is known.
 */
final class GlsaReader {
    /**
     * Gentoo's impact levels to the scanner's. Gentoo knows none above {@code high}, which is what lets somebody take over
     * a machine: it counts as critical.
     */
    static final Map<String, Severity> SEVERITIES = Map.of(
            "minimal", Severity.LOW,
            "low", Severity.MEDIUM,
            "medium", Severity.HIGH,
            "normal", Severity.HIGH,
            "high", Severity.CRITICAL);

    private static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,}");

    private final XMLInputFactory factory;

    GlsaReader() {
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /**
     * Empty where it is not about ebuilds.
     *
     * @throws GlsaException where it is none
     */
    Optional<Glsa> read(Path file) {
        String named = "the advisory " + file.getFileName() + " cannot be read: ";
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                return new Reading(xml).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new GlsaException(named + "line " + line(e) + " is not valid XML", e);
        } catch (IOException e) {
            throw new GlsaException(named + e.getMessage(), e);
        } catch (GlsaException e) {
            throw new GlsaException(named + e.what(), e);
        }
    }

    private static int line(XMLStreamException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
    }

    /** One pass over one file. */
    private static final class Reading {
        private final XMLStreamReader xml;
        private final List<Affected> affected = new ArrayList<>();
        private final Set<String> cves = new LinkedHashSet<>();
        private String id = "";
        private String type = "";
        private int revision;
        private Severity severity = Severity.UNKNOWN;

        Reading(XMLStreamReader xml) {
            this.xml = xml;
        }

        Optional<Glsa> read() throws XMLStreamException {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new GlsaException("it uses the entity '" + xml.getLocalName() + "'", null);
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    element(xml.getLocalName());
                }
            }
            if (id.isEmpty()) {
                throw new GlsaException("it is no advisory", null);
            }
            return type.equals("ebuild")
                    ? Optional.of(new Glsa(id, revision, severity, List.copyOf(cves), affected))
                    : Optional.empty();
        }

        private void element(String name) throws XMLStreamException {
            switch (name) {
                case "glsa" -> id = attribute("id");
                case "product" -> type = attribute("type");
                case "revised" -> revision = number(attribute("count"));
                case "impact" ->
                    severity = SEVERITIES.getOrDefault(attribute("type").toLowerCase(Locale.ROOT), Severity.UNKNOWN);
                case "package" -> affected.add(affectedPackage());
                case "uri" -> reference();
                default -> {}
            }
        }

        private void reference() throws XMLStreamException {
            String text = attribute("link") + " " + xml.getElementText();
            CVE.matcher(text).results().forEach(found -> cves.add(found.group()));
        }

        private Affected affectedPackage() throws XMLStreamException {
            String name = attribute("name");
            List<String> arches = List.of(attribute("arch").strip().split("\\s+"));
            List<Range> vulnerable = new ArrayList<>();
            List<Range> unaffected = new ArrayList<>();
            while (!(xml.next() == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("package"))) {
                if (xml.isStartElement()) {
                    boolean isVulnerable = xml.getLocalName().equals("vulnerable");
                    if (isVulnerable || xml.getLocalName().equals("unaffected")) {
                        (isVulnerable ? vulnerable : unaffected).add(range());
                    }
                }
            }
            return new Affected(name, arches, vulnerable, unaffected);
        }

        private Range range() throws XMLStreamException {
            String operator = attribute("range");
            String slot = attribute("slot");
            return Range.parse(operator, xml.getElementText().strip(), slot.strip());
        }

        private String attribute(String name) {
            return Objects.requireNonNullElse(xml.getAttributeValue(null, name), "");
        }

        private static int number(String text) {
            return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        }
    }
}
