package dev.stave.inputs

import dev.stave.model.BinaryHosts
import dev.stave.model.BuildHooks
import dev.stave.model.BuilderInputs
import dev.stave.model.BuilderSpec
import dev.stave.model.Compiling
import dev.stave.model.ContainerWishes
import dev.stave.model.Origin
import dev.stave.model.PortageSettings
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import spock.lang.Specification
import spock.lang.TempDir

class BuilderFilesSpec extends Specification {
    @TempDir
    Path stack

    private Inputs inputs(Map<String, Map> said) {
        def overlays = new TreeMap<>((said.overlays ?: [:]).collectEntries { [(it.key): new TreeMap<>(it.value)] })
        def hooks = new BuildHooks(new TreeMap<>(), ['hook.sh'], 'patches', 'stave')
        def spec = new BuilderSpec(
            'musl', new Origin('stack.groovy', 3), null, new BuilderInputs(new TreeMap<>(said.stage3 ?: [:]), new TreeMap<>(said.portage ?: [:]), overlays),
            PortageSettings.NONE, hooks, Compiling.HERE, BinaryHosts.NONE, ContainerWishes.NONE, new TreeMap<>())
        new InputWalker(stack, new StatCache(null, Clock.systemUTC())).inputs(spec)
    }

    private void file(String path) {
        Files.createDirectories(stack.resolve(path).parent)
        Files.writeString(stack.resolve(path), path)
    }

    def "a builder is made from its hooks, its patches, and what it takes from this machine"() {
        given:
        ['hook.sh', 'patches/a/b.patch', 'own.tar.xz', 'tree/profiles/repo_name', 'tree/.git/HEAD', 'tree/metadata/md5-cache/a/b-1', 'over/a/b/b-1.ebuild', 'other'].each { file(it) }

        when:
        def found = inputs(stage3: [file: 'own.tar.xz'], portage: [path: 'tree'], overlays: [near: [path: 'over'], far: [git: 'https://example.org/o.git']])

        then:
        found.problems() == []
        found.files()*.path().findAll { Files.isRegularFile(stack.resolve(it)) } == ['hook.sh', 'over/a/b/b-1.ebuild', 'own.tar.xz', 'patches/a/b.patch', 'tree/profiles/repo_name']
    }

    def "what is missing is told, all at once"() {
        expect:
        inputs(stage3: [file: 'own.tar.xz']).problems()*.toString().sort() == ['hook.sh', 'own.tar.xz', 'patches'].collect { "stack.groovy:3: builder 'musl': '$it' does not exist".toString() }
    }
}
