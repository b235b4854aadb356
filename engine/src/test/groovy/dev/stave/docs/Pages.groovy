package dev.stave.docs

import java.nio.file.Files
import java.nio.file.Path

/** The pages of this repository and the fenced blocks in them. */
class Pages {
    /** A fenced block: where it stands, its language and text, and the block that it directly follows, if any. */
    static class Snippet {
        String page
        int line
        String language
        String text
        Snippet after

        @Override
        String toString() {
            "$page:$line"
        }
    }

    /** The repository's folder. */
    static Path top() {
        def folder = Path.of('').toAbsolutePath()
        while (!Files.exists(folder.resolve('README.md')) || !Files.isDirectory(folder.resolve('stacks'))) {
            folder = folder.parent
        }
        folder
    }

    static List<String> names() {
        ['README.md', 'ansible-collection/README.md'] +
            top().resolve('docs').toFile().list().findAll { it.endsWith('.md') }.sort().collect { 'docs/' + it }
    }

    static List<Snippet> snippets(String page) {
        List<Snippet> found = []
        Snippet open = null
        boolean apart = true
        Files.readAllLines(top().resolve(page)).eachWithIndex { line, i ->
            if (open != null && line.trim() == '```') {
                found << open
                open = null
                apart = false
            } else if (open != null) {
                open.text += line + '\n'
            } else if (line.startsWith('```')) {
                open = new Snippet(page: page, line: i + 1, language: line.substring(3), text: '', after: apart ? null : found[-1])
            } else if (line.trim()) {
                apart = true
            }
        }
        found
    }
}
