package dev.stave.docs

import com.fasterxml.jackson.databind.ObjectMapper
import dev.stave.cli.InProcess
import dev.stave.docs.Pages.Snippet
import dev.stave.inventory.InventoryLoader
import dev.stave.inventory.LoadOptions
import dev.stave.inventory.Restriction
import dev.stave.inventory.Surroundings
import dev.stave.inventory.dsl.GroovyReader
import dev.stave.inventory.yaml.AcceptedFindingsReader
import dev.stave.inventory.yaml.YamlReader
import dev.stave.model.StackException
import dev.stave.state.LockFile
import java.nio.file.Files
import java.nio.file.Path
import org.yaml.snakeyaml.Yaml
import spock.lang.Specification
import spock.lang.TempDir

class DocsSpec extends Specification {
    /** What the pages' stacks name; empty but for the versions. */
    static final List<String> FILES = [
        'VERSION', 'accepted.yaml', 'lan-ca.pem', 'packages.asc', 'etc/app.conf', 'www/index.html', 'base/build.sh', 'busybox/build.sh',
        'tools/build.sh', 'tests/smoke.sh', 'busybox/tests/smoke.sh', 'api/Dockerfile', 'nginx/Dockerfile.template', 'upstream/images/oci-layout',
    ]

    @TempDir Path folder
    @TempDir Path home

    def "the table of settings in docs/stack.md is the code's"() {
        given:
        def page = Files.readString(Pages.top().resolve('docs/stack.md'))
        def table = page.substring(page.indexOf('<!-- settings -->\n') + 18, page.indexOf('<!-- end -->')).trim()

        expect:
        table == SettingsTable.markdown()
    }

    def "every link of #page leads somewhere"() {
        given:
        def links = (Files.readString(Pages.top().resolve(page)) =~ /\]\(([^)#]+)(#[^)]*)?\)/).collect { it[1] }

        expect:
        links.findAll { !it.startsWith('http') && !Files.exists(Pages.top().resolve(page).resolveSibling(it)) } == []

        where:
        page << Pages.names()
    }

    def "what stands in #page holds"() {
        given:
        FILES.each {
            Files.createDirectories(folder.resolve(it).parent)
            Files.writeString(folder.resolve(it), it == 'VERSION' ? '1.0.3\n' : '')
        }

        expect:
        Pages.snippets(page).each { snippet -> check(snippet) }

        where:
        page << Pages.names()
    }

    private void check(Snippet snippet) {
        try {
            switch (snippet.language) {
                case 'groovy': groovy(snippet.text); break
                case 'yaml': yaml(snippet.text); break
                case 'sh': snippet.text.readLines().findAll { it.trim() }.each { command(it) }; break
                case 'bash': assert ['bash', '-n', given('hook.sh', snippet.text) as String].execute().waitFor() == 0; break
                case 'text': output(snippet); break
                case 'json': json(snippet.text); break
                case 'conf': named(snippet.text); break
                case 'dockerfile': assert snippet.text =~ /(?m)^FROM \$\{(BASE|IMAGE_PARENT)}$/; break
                default: assert false: "no rule says how to check a block of '$snippet.language'"
            }
        } catch (Exception e) {
            throw new AssertionError("$snippet: $e.message" as Object, e)
        }
    }

    private void groovy(String text) {
        def whole = text.startsWith('stack(') || text.startsWith('#!')
        stack('stack.groovy', whole ? text : "stack('page') {\n$text\n}\n")
    }

    private void yaml(String text) {
        if (text.startsWith('stack:') || text.startsWith('images:')) {
            stack('stack.yaml', text.startsWith('stack:') ? text : 'stack: page\n' + text)
        } else if (text.startsWith('- id:')) {
            assert new AcceptedFindingsReader().read(given('findings.yaml', text)).entries()
        } else if (text.startsWith('env:')) {
            def policy = given('policy.yaml', text)
            assert Restriction.of(new YamlReader().read(policy, 'policy.yaml', Surroundings.NONE), 'policy.yaml')
        } else {
            playbook(text)
        }
    }

    /** A stack is well-formed, or the page shows what is wrong with it. */
    private void stack(String name, String text) {
        ['stack.groovy', 'stack.yaml', 'stack.yaml.lock.json'].each { Files.deleteIfExists(folder.resolve(it)) }
        def file = given(name, text)
        if (text.contains('sektion')) {
            return
        }
        def readers = [new YamlReader(), new GroovyReader(null, System.err)]
        new InventoryLoader(readers).load(file, name, LoadOptions.of(Surroundings.NONE))
    }

    private static void playbook(String text) {
        new Yaml().load(text).collectMany { it.tasks ?: [it] }.each { task -> assert task.name }
        def plugins = (text =~ /stave\.images\.(\w+)/).collect { it[1] }
        assert plugins
        plugins.each { name ->
            assert ['plugins/lookup/%s.py', 'plugins/modules/%s.py', 'plugins/filter/%s.py', 'plugins/test/%s.py', 'roles/%s'].any {
                Files.exists(Pages.top().resolve("ansible-collection/${String.format(it, name)}"))
            }
        }
    }

    private void command(String line) {
        line.replaceFirst(/\s#.*/, '').split('&&').each { one ->
            def words = one.trim().tokenize(' ')*.replace("'", '')
            if (words[0] == 'stave') {
                new InProcess(folder, home).parse(words.tail())
            } else if (words[0].startsWith('ansible-')) {
                assert Files.readString(Pages.top().resolve('scripts/test-collection')).contains(words.take(3).join(' '))
            } else {
                assert Files.isExecutable(Pages.top().resolve(words[0]))
            }
        }
    }

    /** The command before it is run, in a folder with the stack that the page showed last. */
    private void output(Snippet snippet) {
        assert snippet.after?.language == 'sh': 'there is no command before this output'
        def shell = new InProcess(folder, home)
        shell.run(snippet.after.text.trim().tokenize(' ').tail())
        def expected = snippet.text.trim()
        assert [shell.out, shell.err].any { comparable(it.toString()).contains(comparable(expected)) }: "$shell.out$shell.err"
    }

    /** Without what differs from run to run: digests and sizes. */
    private static String comparable(String text) {
        text.replaceAll(/\b[0-9a-f]{12}\b +[0-9.]+ k?B\b/, '*').replaceAll(/(?m)\bDIGEST +SIZE(?= +notScanned)/, '*').replaceAll(/ +/, ' ')
    }

    private void json(String text) {
        assert new ObjectMapper().readerFor(Map).readValues(text).readAll()
        if (text.startsWith('{"lock"')) {
            assert LockFile.read(given('page.lock.json', text), 'page', LockFile.empty('', '')).entries()
        }
    }

    /** A file of another tool: its first line, a comment, says where it lies. */
    private void named(String text) {
        def file = folder.resolve(text.readLines().first().replaceFirst(/^# /, ''))
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    private Path given(String name, String text) {
        Files.writeString(folder.resolve(name), text)
    }
}
