/** The scan gate through Trivy, run as a process; its JSON is judged by us. */
@NullMarked
package dev.stave.check.trivy;

import org.jspecify.annotations.NullMarked;
