package dev.stave.cli;

import dev.stave.imports.GroovyForm;
import dev.stave.imports.StackForm;
import dev.stave.imports.YamlForm;

/** The forms of a stack file that commands write. */
enum StackFileForm {
    GROOVY(new GroovyForm(), "stack.groovy"),
    YAML(new YamlForm(), "stack.yaml");

    private final StackForm form;
    private final String usualName;

    StackFileForm(StackForm form, String usualName) {
        this.form = form;
        this.usualName = usualName;
    }

    StackForm form() {
        return form;
    }

    String usualName() {
        return usualName;
    }

    static StackFileForm of(String fileName) {
        return fileName.endsWith(".groovy") ? GROOVY : YAML;
    }
}
