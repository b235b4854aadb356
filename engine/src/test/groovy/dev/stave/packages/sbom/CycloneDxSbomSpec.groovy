package dev.stave.packages.sbom

import com.fasterxml.jackson.databind.ObjectMapper
import com.networknt.schema.InputFormat
import com.networknt.schema.SchemaLocation
import com.networknt.schema.SchemaRegistry
import com.networknt.schema.SpecificationVersion
import dev.stave.model.Digest
import dev.stave.model.ImageName
import dev.stave.model.Platform
import dev.stave.packages.PackageTable
import dev.stave.packages.PortagePackage
import java.time.Instant
import org.cyclonedx.Version
import spock.lang.Specification

class CycloneDxSbomSpec extends Specification {
    static final Digest MANIFEST = new Digest('ab' * 32)
    static final PackageTable TABLE = new PackageTable([
        new PortagePackage('www-servers/nginx', '1.27.4-r1', '0', 'gentoo', ['http2', 'ssl'], 'BSD-2 BSD SSLeay MIT GPL-2', false),
        new PortagePackage('x11-libs/gtk+', '3.24.43', '3', 'gentoo', [], '|| ( LGPL-2 MIT )', false),
        new PortagePackage('tool', 'v1.4', '', '', [], '', true)])

    def "the bill follows the schema of CycloneDX 1.6"() {
        given: 'the schemas that come with the library, as its own validator is of another age'
        def schemas = ['bom-1.6', 'spdx', 'jsf-0.82'].collectEntries {
            ["http://cyclonedx.org/schema/${it}.schema.json".toString(), Version.getResource("/${it}.schema.json").text]
        }
        def schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, { it.schemas(schemas) })
            .getSchema(SchemaLocation.of('http://cyclonedx.org/schema/bom-1.6.schema.json'))

        expect:
        schema.validate(new String(sbom(table), 'UTF-8'), InputFormat.JSON) == []

        and: 'it is not content with everything'
        schema.validate('{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a"}]}', InputFormat.JSON) != []

        where:
        table << [TABLE, PackageTable.EMPTY]
    }

    def "each package is a component with a purl, its licence as Portage calls it, slot and flags"() {
        when:
        def bom = new ObjectMapper().readValue(sbom(TABLE), Map)

        then:
        bom.components*.purl == ['pkg:generic/tool@v1.4', 'pkg:ebuild/www-servers/nginx@1.27.4-r1', 'pkg:ebuild/x11-libs/gtk%2B@3.24.43']
        with(bom.components[1]) {
            group == 'www-servers'
            name == 'nginx'
            version == '1.27.4-r1'
            licenses*.license*.name == ['BSD-2 BSD SSLeay MIT GPL-2']
            bom.components[1].get('properties').collect { [it.name, it.value] } == [['dev.stave:slot', '0'], ['dev.stave:repository', 'gentoo'], ['dev.stave:useFlags', 'http2 ssl']]
        }
        bom.metadata.component.type == 'container'
        bom.metadata.component.name == 'web/nginx'
        bom.metadata.component.version == '1.27.4-r1'
        bom.metadata.component.purl == "pkg:oci/nginx@sha256%3A${'ab' * 32}?arch=amd64"
        bom.metadata.timestamp == '2026-11-15T00:00:00Z'
        bom.dependencies[0].dependsOn == bom.components*.'bom-ref'
    }

    def "the same image has the same bill to the byte, another image another serial number"() {
        expect:
        sbom(TABLE) == sbom(TABLE)
        serial(sbom(TABLE)) ==~ /urn:uuid:[0-9a-f-]{36}/
        serial(sbom(TABLE)) != serial(sbom(PackageTable.EMPTY))
    }

    private static byte[] sbom(PackageTable table) {
        def subject = new CycloneDxSbom.Subject(ImageName.parse('web/nginx'), '1.27.4-r1', Platform.parse('linux/amd64'), MANIFEST, Instant.parse('2026-11-15T00:00:00Z'))
        CycloneDxSbom.of(subject, table)
    }

    private static String serial(byte[] sbom) {
        new ObjectMapper().readValue(sbom, Map).serialNumber
    }
}
