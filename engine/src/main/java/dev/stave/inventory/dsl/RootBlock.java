package dev.stave.inventory.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;

/** The stack file itself, which holds one stack. */
public final class RootBlock extends Block {
    private boolean written;

    RootBlock(Evaluation evaluation) {
        super(evaluation, "stack");
    }

    /** The stack. */
    public void stack(
            CharSequence name,
            @DelegatesTo(value = StackBlock.class, strategy = Closure.DELEGATE_ONLY) Closure<?> body) {
        if (written) {
            throw new Mistake("a file holds one stack, and 'stack' is written twice");
        }
        written = true;
        StackBlock stack = new StackBlock(evaluation());
        stack.one("stack", name);
        evaluation().stack(stack);
        read(stack, body);
    }
}
