/**
 * What a seat should cost: learns from how events sell, recommends prices, and applies them where organisers allow it. The price itself and its
 * history belong to the catalogue; this package decides and asks. Nothing of a buyer enters a price: at any moment it is the same for all.
 */
@NullMarked
package io.evently.pricing;

import org.jspecify.annotations.NullMarked;
