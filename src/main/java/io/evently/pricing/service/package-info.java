/** Pricing at work: counts sales from facts, keeps what was learnt from them, answers, and changes prices on its own where it may. */
@NullMarked
package io.evently.pricing.service;

import org.jspecify.annotations.NullMarked;
