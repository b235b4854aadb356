package dev.stave

import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.core.importer.ImportOption
import spock.lang.Shared
import spock.lang.Specification

/** The arrows of the design: which package may import which. A new package adds its row. */
class ArchitectureSpec extends Specification {
    /** Each package, with what of the engine it may import beside itself. */
    static final Map<String, List<String>> ARROWS = [
        'model'              : [],
        'event'              : ['model'],
        'json'               : [],
        'inventory'          : ['model'],
        'inventory.yaml'     : ['model', 'inventory', 'check'],
        'inventory.dsl'      : ['model', 'inventory'],
        'plan'               : ['model'],
        'process'            : ['model'],
        'inputs'             : ['model', 'state'],
        'oci'                : ['model', 'json'],
        'oci.layout'         : ['model', 'oci', 'state'],
        'oci.layer'          : ['model', 'oci'],
        'http'               : ['model'],
        'registry'           : ['model', 'oci'],
        'registry.http'      : ['model', 'oci', 'registry', 'http'],
        'registry.layout'    : ['model', 'oci', 'registry', 'state'],
        'registry.auth'      : ['model', 'registry'],
        'serve'              : ['model', 'oci'],
        'container'          : ['model', 'oci', 'process'],
        'container.api'      : ['model', 'oci', 'process', 'container'],
        'container.buildah'  : ['model', 'oci', 'process', 'container'],
        'container.detect'   : ['model', 'process', 'container', 'container.api', 'container.buildah'],
        'gentoo'             : ['model'],
        'gentoo.signature'   : ['model'],
        'gentoo.mirror'      : ['model', 'process', 'http', 'state', 'gentoo', 'gentoo.signature'],
        'build'              : ['model', 'oci', 'container'],
        'build.rootfs'       : ['model', 'oci', 'oci.layer', 'process', 'container', 'build', 'packages', 'packages.binary', 'gentoo', 'registry', 'state'],
        'build.dockerfile'   : ['model', 'oci', 'oci.layer', 'process', 'container', 'build', 'inputs'],
        'build.script'       : ['model', 'oci', 'oci.layer', 'process', 'container', 'build', 'inputs'],
        'build.files'        : ['model', 'oci', 'oci.layer', 'build', 'inputs'],
        'check'              : ['model', 'oci', 'container'],
        'check.glsa'         : ['model', 'oci', 'check', 'packages'],
        'check.trivy'        : ['model', 'oci', 'process', 'check', 'state'],
        'check.container'    : ['model', 'oci', 'process', 'container', 'check'],
        'packages'           : ['model'],
        'packages.binary'    : ['model', 'packages', 'process', 'oci', 'registry', 'state', 'gentoo.signature'],
        'packages.sbom'      : ['model', 'packages'],
        'version'            : ['model', 'oci', 'container'],
        'version.packages'   : ['model', 'oci', 'oci.layer', 'container', 'packages', 'version'],
        'state'              : ['model', 'json'],
        'run'                : ['process', 'model', 'event', 'plan', 'inputs', 'oci', 'oci.layer', 'registry', 'container', 'build', 'check', 'packages', 'packages.sbom', 'version', 'state', 'inventory', 'serve', 'gentoo'],
        'graph'              : ['model'],
        'module'             : ['model', 'json', 'plan', 'state'],
        'imports'            : ['model', 'inventory'],
        'imports.shell'      : ['model'],
        'imports.kubler'     : ['model', 'imports', 'imports.shell'],
        'imports.scaffold'   : ['imports'],
        'imports.role'       : ['model', 'inventory', 'imports'],
        'imports.distroless' : ['model', 'inventory', 'imports'],
        'imports.buildah'    : ['model', 'imports', 'imports.shell'],
        'report'             : ['model', 'event', 'plan', 'graph', 'run', 'check'],
    ]

    @Shared
    JavaClasses classes = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages('dev.stave')

    def "package #name imports only what its row allows"() {
        expect:
        forbidden(name, allowed) == []

        where:
        name << ARROWS.keySet()
        allowed = ARROWS[name]
    }

    def "every package of the engine has a row, but for cli, which may import all"() {
        expect:
        withoutRow() == []
    }

    def "only #owner imports #library"() {
        expect:
        importers(library).findAll { !owners.contains(it) } == []

        where:
        library              | owners
        'groovy'             | ['inventory.dsl']
        'org.yaml.snakeyaml' | ['inventory.yaml']
        'picocli'            | ['cli']
        'org.bouncycastle'   | ['gentoo.signature']
        'com.github.dockerjava' | ['container.api']
        'org.cyclonedx'      | ['packages.sbom']
        'java.net.http'      | ['http', 'registry.http']
        owner = owners.join(' and ')
    }

    def "only process starts processes"() {
        expect:
        startersOfProcesses() == []
    }

    private List<String> withoutRow() {
        classes.collect { nameOf(it.packageName) }.unique().findAll { it && it != 'cli' && !ARROWS.containsKey(it) }
    }

    private List<String> startersOfProcesses() {
        classes.findAll { nameOf(it.packageName) != 'process' }
            .collectMany { it.directDependenciesFromSelf }
            .findAll { it.targetClass.name == 'java.lang.ProcessBuilder' }
            .collect { it.description }
    }

    private List<String> forbidden(String name, List<String> allowed) {
        classes.findAll { nameOf(it.packageName) == name }
            .collectMany { it.directDependenciesFromSelf }
            .findAll { it.targetClass.packageName.startsWith('dev.stave') }
            .findAll { nameOf(it.targetClass.packageName) != name && !allowed.contains(nameOf(it.targetClass.packageName)) }
            .collect { it.description }
            .unique()
    }

    private List<String> importers(String library) {
        classes.findAll { c -> c.directDependenciesFromSelf.any { it.targetClass.packageName == library || it.targetClass.packageName.startsWith(library + '.') } }
            .collect { nameOf(it.packageName) }
            .unique()
    }

    private static String nameOf(String packageName) {
        packageName == 'dev.stave' ? '' : packageName - 'dev.stave.'
    }
}
