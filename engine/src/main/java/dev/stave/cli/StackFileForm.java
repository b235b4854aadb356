package dev.stave.cli;

import dev.stave.imports.GroovyForm;
import dev.stave.imports.StackForm;
import dev.stave.imports.YamlForm;

/** The forms of a stack file that commands write. */
enum StackFileForm {
    GROOVY("stack.groovy"),
    YAML("stack.yaml");

    private final String usualName;

    StackFileForm(String usualName) {
        this.usualName = usualName;
    }

    StackForm form() {
        return this == GROOVY ? new GroovyForm() : new YamlForm();
    }

    String usualName() {
        return usualName;
    }

    static StackFileForm of(String fileName) {
        return fileName.endsWith(".groovy") ? GROOVY : YAML;
    }
}
