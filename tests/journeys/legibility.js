// What a reader of a page's charts cannot read: one entry a fault, with the chart's key, the kind, the texts and where they are.
// A text's box is that of its ink: as wide as it is set, as high as its own letters.
() => {
    const TOUCHING = 3;  // pixels, about a space: words that are closer are read as one
    const EDGE = 1;      // pixels by which anything may be out and is not seen
    const PAGE = 'rgb(255, 255, 255)';
    const LEAST_CONTRAST = 4.5;  // WCAG AA
    const pen = document.createElement('canvas').getContext('2d');

    const boxThrough = (matrix, x, y, width, height) => {
        const corners = [[x, y], [x + width, y], [x, y + height], [x + width, y + height]]
            .map(([a, b]) => new DOMPoint(a, b).matrixTransform(matrix));
        const xs = corners.map(corner => corner.x), ys = corners.map(corner => corner.y);
        return {left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys)};
    };
    const inkOf = line => {
        const style = getComputedStyle(line);
        pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const ink = pen.measureText(line.textContent), start = line.getStartPositionOfChar(0);
        const height = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
        return boxThrough(line.getScreenCTM(), start.x, start.y - ink.actualBoundingBoxAscent, line.getComputedTextLength(), height);
    };
    const isSeen = node => node.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const meet = (a, b) => across(a, b) > EDGE / 2 && down(a, b) > EDGE / 2;
    const grown = (box, by) =>
        ({left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by});
    const holds = (outer, inner) => outer.left <= inner.left + EDGE && outer.right >= inner.right - EDGE
        && outer.top <= inner.top + EDGE && outer.bottom >= inner.bottom - EDGE;
    const shareCovered = (box, by) => Math.max(0, across(box, by)) * Math.max(0, down(box, by))
        / ((box.right - box.left) * (box.bottom - box.top));
    const isAfter = (a, b) => Boolean(b.compareDocumentPosition(a) & Node.DOCUMENT_POSITION_FOLLOWING);
    const channels = colour => (colour.match(/[\d.]+/g) || []).map(Number);
    const luminance = colour => {
        const [red, green, blue] = channels(colour).map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (a, b) => {
        const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
        return (light + 0.05) / (dark + 0.05);
    };

    // Whether a line's points get into a box.
    const passes = (points, box) => {
        for (let at = 0; at + 1 < points.length; at += 1) {
            let [from, to] = [0, 1];
            const [a, b] = [points[at], points[at + 1]], dx = b.x - a.x, dy = b.y - a.y;
            for (const [move, room] of [[-dx, a.x - box.left], [dx, box.right - a.x], [-dy, a.y - box.top], [dy, box.bottom - a.y]]) {
                if (move === 0 && room < 0) [from, to] = [1, 0];
                else if (move < 0) from = Math.max(from, room / move);
                else if (move > 0) to = Math.min(to, room / move);
            }
            if (from < to) return true;
        }
        return false;
    };
    const pointsOf = line => {
        const matrix = line.getScreenCTM();
        let points;
        if (line.tagName === 'line') {
            const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map(name => line[name].baseVal.value);
            points = [[x1, y1], [x2, y2]].map(([x, y]) => new DOMPoint(x, y));
        } else {
            const length = line.getTotalLength(), steps = Math.ceil(length / 2);
            points = Array.from({length: steps + 1}, (_, step) => line.getPointAtLength(length * step / Math.max(steps, 1)));
        }
        return points.map(point => new DOMPoint(point.x, point.y).matrixTransform(matrix));
    };

    const faults = [];
    for (const holder of document.querySelectorAll('[data-testid=stVegaLiteChart]')) {
        const svg = holder.querySelector('svg.marks');
        const key = holder.getAttribute('aria-label');
        if (!svg) {
            faults.push({key, kind: 'not drawn as SVG', texts: []});
            continue;
        }
        const tell = (kind, ...texts) => faults.push({key, kind, texts});
        const edge = svg.getBoundingClientRect(), frame = holder.getBoundingClientRect();
        if (edge.right > frame.right + EDGE) tell('wider than its place', `by ${Math.round(edge.right - frame.right)} px`);

        const texts = [];
        for (const node of svg.querySelectorAll('text')) {
            const lines = node.querySelector('tspan') ? [...node.querySelectorAll('tspan')] : [node];
            const style = getComputedStyle(node);
            const hasHalo = style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2 && luminance(style.stroke) > 0.9;
            for (const line of lines.filter(one => one.textContent.trim() && isSeen(one)))
                texts.push({node, words: line.textContent, box: inkOf(line), hasHalo, fill: style.fill});
        }
        // A text that is set twice at one place is one text: the first is the second's halo.
        const shown = texts.filter((text, at) => !texts.some((other, later) =>
            later > at && other.words === text.words && Math.abs(other.box.left - text.box.left) < EDGE
            && Math.abs(other.box.top - text.box.top) < EDGE && (other.halo = text.hasHalo ? text.node : other.halo || null, true)));

        const solid = [...svg.querySelectorAll('.mark-rect path, .mark-symbol path')].filter(node => {
            const style = getComputedStyle(node);
            return isSeen(node) && style.fill !== 'none' && parseFloat(style.fillOpacity) > 0.3 && !node.closest('.role-legend');
        }).map(node => ({node, box: node.getBoundingClientRect(), fill: getComputedStyle(node).fill,
                         isBar: Boolean(node.closest('.mark-rect')),
                         isTick: node.getAttribute('aria-roledescription') === 'tick'}));
        const lines = [...svg.querySelectorAll('.mark-rule.role-mark line, .mark-line.role-mark path')].filter(isSeen)
            .map(node => ({node, box: grown(node.getBoundingClientRect(), EDGE), points: null}));

        shown.forEach((text, at) => {
            const {box, words, node} = text, inner = grown(box, -EDGE);
            for (const other of shown.slice(at + 1)) {
                if (other.node === node) continue;
                const [wide, high] = [across(box, other.box), down(box, other.box)];
                const lower = Math.min(box.bottom - box.top, other.box.bottom - other.box.top);
                if (meet(box, other.box)) tell('overlap', words, other.words);
                else if (high > lower / 2 && wide > -TOUCHING && wide <= EDGE / 2) tell('run together', words, other.words);
            }

            const clip = node.closest('[clip-path]');
            const cutters = [edge, {...edge, left: frame.left, right: frame.right, top: -Infinity, bottom: Infinity}];
            const clipped = clip && document.querySelector(clip.getAttribute('clip-path').replace(/^url\(["']?|["']?\)$/g, ''));
            if (clipped?.firstElementChild) {
                const room = clipped.firstElementChild.getBBox();
                cutters.push(boxThrough(clip.getScreenCTM(), room.x, room.y, room.width, room.height));
            }
            if (!cutters.every(room => holds({left: room.left, right: room.right, top: room.top, bottom: room.bottom}, box)))
                tell('cut', words);
            if (words.endsWith('…')) tell('shortened', words);

            // What was drawn over a line before the text came: its halo, or a bar that it stands in.
            const isShielded = line => (text.hasHalo && isAfter(node, line)) || (text.halo && isAfter(text.halo, line))
                || solid.some(part => isAfter(part.node, line) && isAfter(node, part.node) && holds(part.box, box));
            for (const line of lines) {
                if (!meet(inner, line.box)) continue;
                line.points ||= pointsOf(line.node);
                if (passes(line.points, inner) && !isShielded(line.node)) {
                    tell('struck through', words, line.node.closest('.mark-rule') ? 'a rule' : 'a line');
                    break;
                }
            }
            const over = solid.filter(part => meet(inner, part.box));
            if (over.some(part => part.isTick && !isShielded(part.node))) tell('struck through', words, 'a tick');
            if (over.some(part => !part.isTick && isAfter(part.node, node))) tell('covered', words);

            // What a text stands on: the last mark that holds it whole, else the page; and marks after that which it is partly on.
            if (text.hasHalo || text.halo) return;
            const under = over.filter(part => !part.isTick && isAfter(node, part.node));
            const ground = under.findLastIndex(part => holds(part.box, box));
            const onto = ground < 0 ? PAGE : under[ground].fill, partly = under.slice(ground + 1);
            const isInsideAcross = part => box.left + box.right > 2 * part.box.left && box.left + box.right < 2 * part.box.right
                && (box.left < part.box.left - EDGE || box.right > part.box.right + EDGE);
            const ratio = contrast(text.fill, onto);
            if (partly.some(part => part.isBar && isInsideAcross(part))) tell('outside its bar', words);
            else if (ratio < LEAST_CONTRAST) tell('faint', words, `${ratio.toFixed(1)}:1`);
            else if (partly.some(part => contrast(text.fill, part.fill) < LEAST_CONTRAST && shareCovered(box, part.box) > 0.05))
                tell('on a mark', words);
        });
    }
    return faults;
}
