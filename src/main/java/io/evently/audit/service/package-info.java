/** The audit log at work: many entries in one statement, in a table that takes no changes. */
@NullMarked
package io.evently.audit.service;

import org.jspecify.annotations.NullMarked;
