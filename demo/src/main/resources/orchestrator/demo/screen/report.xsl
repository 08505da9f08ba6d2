<?xml version="1.0" encoding="UTF-8"?>
<!-- Draws the element "study", which Report.java makes, as a picture in SVG: the learning curve, and below it the graph
     of the plan. With the parameter "page" it is a page of HTML around that. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/2000/svg">
  <xsl:output omit-xml-declaration="yes" indent="yes"/>
  <xsl:param name="page" select="false()"/>

  <xsl:variable name="hospitals" select="count(/study/hospital)"/>
  <xsl:variable name="rounds" select="count(/study/round)"/>
  <xsl:variable name="title" select="concat($hospitals, ' hospitals, one model, no shared record')"/>

  <!-- The graph: three columns for a round, the joint model above, each hospital's own in a band below. -->
  <xsl:variable name="left" select="132"/>
  <xsl:variable name="wanted" select="(1100 - $left - 30) div (3 * $rounds + 1)"/>
  <xsl:variable name="column" select="($wanted &gt; 9) * $wanted + ($wanted &lt;= 9) * 9"/>
  <xsl:variable name="graph-width" select="$left + $column * (3 * $rounds + 1) + 30"/>
  <xsl:variable name="top" select="14"/>
  <xsl:variable name="row" select="22"/>
  <xsl:variable name="test-row" select="11"/>
  <xsl:variable name="tests" select="$top + $row * $hospitals"/>
  <xsl:variable name="bands" select="$tests + $test-row * ($hospitals + 1) + 16"/>
  <xsl:variable name="band" select="$test-row * ($hospitals + 1) + 16"/>
  <xsl:variable name="graph-height" select="$bands + $band * $hospitals - 8"/>
  <!-- How large a node can be without touching its neighbours. -->
  <xsl:variable name="radius" select="($column &gt;= 19.5) * 6.5 + ($column &lt; 19.5) * $column div 3"/>

  <xsl:variable name="width" select="($graph-width &gt; 1100) * $graph-width + ($graph-width &lt;= 1100) * 1100 + 80"/>
  <xsl:variable name="height" select="540 + $graph-height + 68"/>

  <!-- The curve: from the floor, a multiple of 0.05 below all scores, to 1. -->
  <xsl:variable name="curve-height" select="320"/>
  <xsl:variable name="curve-left" select="52"/>
  <xsl:variable name="curve-right" select="$width - 80 - 190"/>
  <xsl:variable name="least">
    <xsl:for-each select="/study/line/score">
      <xsl:sort select="@accuracy" data-type="number"/>
      <xsl:if test="position() = 1"><xsl:value-of select="floor(@accuracy div 0.05) * 0.05"/></xsl:if>
    </xsl:for-each>
    <xsl:if test="not(/study/line/score)">0.5</xsl:if>
  </xsl:variable>
  <xsl:variable name="floor" select="($least &lt; 0.9) * $least + ($least &gt;= 0.9) * 0.9"/>
  <xsl:variable name="scale" select="($curve-height - 24 - 44) div (1 - $floor)"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$page">
        <html lang="en" xmlns="">
          <head>
            <meta charset="utf-8"/>
            <title><xsl:value-of select="$title"/></title>
          </head>
          <body style="margin:0;background:#fff"><xsl:apply-templates select="study"/></body>
        </html>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="study"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="study">
    <svg viewBox="0 0 {round($width)} {round($height)}" width="{round($width)}" height="{round($height)}">
      <style>
        text{font-family:'Inter','Segoe UI','DejaVu Sans',Helvetica,Arial,sans-serif;fill:#1d2733}
        .title{font-size:26px;font-weight:700}
        .lead{font-size:15px;fill:#536173}
        .part{font-size:16px;font-weight:600}
        .tick{font-size:12px;fill:#6b7788}
        .row{font-size:11px;font-weight:600}
        .name{font-size:13px}
        .joint{font-weight:700}
        .end{text-anchor:end}
        .middle{text-anchor:middle}
        .grid{stroke:#e6eaf0;stroke-width:1}
        .goal{stroke:#1d2733;stroke-width:1;stroke-dasharray:2 5}
        .stripe{fill:#f6f8fb}
        .edge{fill:none;stroke:#9aa7b8;stroke-width:1}
        .faint{stroke:#cfd6e1;stroke-width:.8}
        .node{stroke-width:1.6}
      </style>
      <rect width="100%" height="100%" fill="#fff"/>
      <text x="40" y="52" class="title"><xsl:value-of select="$title"/></text>
      <text x="40" y="78" class="lead"><xsl:call-template name="summary"/></text>
      <text x="40" y="124" class="part">Accuracy on held-back records of all hospitals</text>
      <g transform="translate(40 128)"><xsl:call-template name="curve"/></g>
      <text x="40" y="502" class="part">The compute plan, round by round</text>
      <g transform="translate(40 540)"><xsl:call-template name="graph"/></g>
      <xsl:call-template name="legend"/>
    </svg>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:variable name="end" select="line[@hospital = 0]/score[@number = $rounds]"/>
    <xsl:choose>
      <xsl:when test="$end"><xsl:value-of select="concat('Together: accuracy ', $end/@accuracy, ', AUC ', $end/@auc, '.')"/></xsl:when>
      <xsl:otherwise>The study did not come to its end.</xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat('  ', $rounds, ' rounds, ', count(task), ' tasks (')"/>
    <xsl:for-each select="status">
      <xsl:if test="position() &gt; 1">, </xsl:if>
      <xsl:value-of select="concat(@tasks, ' ', @words)"/>
    </xsl:for-each>
    <xsl:value-of select="concat('), ', @seconds, ' s.')"/>
  </xsl:template>

  <xsl:template name="curve">
    <xsl:variable name="middle" select="($curve-left + $curve-right) div 2"/>
    <xsl:variable name="goal" select="24 + (1 - @goal) * $scale"/>
    <xsl:variable name="every" select="ceiling($rounds div 20)"/>
    <xsl:call-template name="grid"/>
    <line x1="{$curve-left}" y1="{$goal}" x2="{$curve-right}" y2="{$goal}" class="goal"/>
    <text x="{$curve-left - 10}" y="{$goal + 18}" class="tick end">goal</text>
    <xsl:for-each select="round[(position() - 1) mod $every = 0]">
      <xsl:variable name="x"><xsl:apply-templates select="." mode="x"/></xsl:variable>
      <text x="{$x}" y="{$curve-height - 24}" class="tick middle"><xsl:value-of select="@number"/></text>
    </xsl:for-each>
    <text x="{$middle}" y="{$curve-height - 4}" class="tick middle">round</text>
    <!-- The joint model comes last, so that it lies on top. -->
    <xsl:for-each select="line">
      <xsl:sort select="@hospital" data-type="number" order="descending"/>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
    <xsl:call-template name="names">
      <xsl:with-param name="lines" select="line[score/@number = $rounds]"/>
    </xsl:call-template>
    <xsl:if test="not(line/score)">
      <text x="{$middle}" y="160" class="lead middle">No round came to its end.</text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="grid">
    <xsl:param name="value" select="1"/>
    <xsl:if test="$value &gt; $floor - 0.01">
      <xsl:variable name="y" select="format-number(24 + (1 - $value) * $scale, '0.#')"/>
      <line x1="{$curve-left}" y1="{$y}" x2="{$curve-right}" y2="{$y}" class="grid"/>
      <text x="{$curve-left - 10}" y="{$y + 4}" class="tick end"><xsl:value-of select="format-number($value, '0.00')"/></text>
      <xsl:call-template name="grid">
        <xsl:with-param name="value" select="$value - 0.05 - 0.05 * ($floor &lt; 0.59)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="line">
    <xsl:variable name="joint" select="@hospital = 0"/>
    <xsl:variable name="colour"><xsl:apply-templates select="." mode="colour"/></xsl:variable>
    <xsl:variable name="points">
      <xsl:for-each select="score">
        <xsl:apply-templates select="." mode="x"/>,<xsl:apply-templates select="." mode="y"/><xsl:text> </xsl:text>
      </xsl:for-each>
    </xsl:variable>
    <polyline points="{normalize-space($points)}" fill="none" stroke="{$colour}" stroke-width="{1.8 + $joint * 1.7}"
        stroke-linejoin="round"/>
    <xsl:for-each select="score">
      <xsl:variable name="x"><xsl:apply-templates select="." mode="x"/></xsl:variable>
      <xsl:variable name="y"><xsl:apply-templates select="." mode="y"/></xsl:variable>
      <circle cx="{$x}" cy="{$y}" r="{2.5 + $joint * 1.5}" fill="{$colour}">
        <title><xsl:value-of select="concat(../@name, ', round ', @number, ': ', @accuracy)"/></title>
      </circle>
    </xsl:for-each>
  </xsl:template>

  <!-- Names at the right end of each curve, from the highest down, moved apart where they would lie on one another. -->
  <xsl:template name="names">
    <xsl:param name="lines"/>
    <xsl:param name="free" select="0"/>
    <xsl:variable name="ends" select="$lines/score[last()]"/>
    <xsl:for-each select="$lines[not(score[last()]/@accuracy &lt; $ends/@accuracy)][1]">
      <xsl:variable name="colour"><xsl:apply-templates select="." mode="colour"/></xsl:variable>
      <xsl:variable name="own"><xsl:apply-templates select="score[last()]" mode="y"/></xsl:variable>
      <xsl:variable name="y" select="($own + 4 &gt; $free) * ($own + 4) + ($own + 4 &lt;= $free) * $free"/>
      <text x="{$curve-right + 12}" y="{$y}" style="fill:{$colour}">
        <xsl:attribute name="class">name<xsl:if test="@hospital = 0"> joint</xsl:if></xsl:attribute>
        <xsl:value-of select="concat(score[last()]/@accuracy, '  ', @name)"/>
      </text>
      <xsl:call-template name="names">
        <xsl:with-param name="lines" select="$lines[@hospital != current()/@hospital]"/>
        <xsl:with-param name="free" select="$y + 17"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="round | score" mode="x">
    <xsl:variable name="inner" select="$curve-right - $curve-left - 32"/>
    <xsl:variable name="share" select="($rounds = 1) * 0.5 + ($rounds &gt; 1) * (@number - 1) div ($rounds - ($rounds &gt; 1))"/>
    <xsl:value-of select="format-number($curve-left + 16 + $inner * $share, '0.#')"/>
  </xsl:template>

  <xsl:template match="score" mode="y">
    <xsl:value-of select="format-number(24 + (1 - @accuracy) * $scale, '0.#')"/>
  </xsl:template>

  <xsl:template name="graph">
    <xsl:for-each select="round">
      <xsl:variable name="from" select="$left + $column * (3 * @number - 1.5)"/>
      <xsl:if test="@number mod 2 = 1">
        <rect x="{$from}" y="0" width="{3 * $column}" height="{$graph-height}" class="stripe"/>
      </xsl:if>
      <xsl:if test="$column &gt; 8 or @number mod 5 = 0">
        <text x="{$from + 1.5 * $column}" y="-6" class="tick middle"><xsl:value-of select="@number"/></text>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="hospital">
      <xsl:variable name="colour"><xsl:apply-templates select="." mode="colour"/></xsl:variable>
      <xsl:variable name="own" select="$bands + $band * (@hospital - 1)"/>
      <text x="{$left - 18}" y="{$top + $row * (@hospital - 1) + 4}" class="row end" style="fill:{$colour}">
        <xsl:value-of select="@name"/>
      </text>
      <text x="{$left - 18}" y="{$own + 4}" class="row end" style="fill:{$colour}">
        <xsl:value-of select="@name"/> alone</text>
      <line x1="0" y1="{$own - 13}" x2="{$graph-width}" y2="{$own - 13}" class="grid"/>
    </xsl:for-each>
    <text x="{$left - 18}" y="{$tests + $test-row * ($hospitals + 1) div 2 + 4}" class="tick end">tests</text>
    <xsl:apply-templates select="task/parent"/>
    <xsl:apply-templates select="task"/>
  </xsl:template>

  <xsl:template match="parent">
    <xsl:variable name="x1"><xsl:apply-templates select="." mode="x"/></xsl:variable>
    <xsl:variable name="y1"><xsl:apply-templates select="." mode="y"/></xsl:variable>
    <xsl:variable name="x2"><xsl:apply-templates select=".." mode="x"/></xsl:variable>
    <xsl:variable name="y2"><xsl:apply-templates select=".." mode="y"/></xsl:variable>
    <xsl:variable name="middle" select="format-number(($x1 + $x2) div 2, '0.#')"/>
    <path d="M{$x1} {$y1}C{$middle} {$y1} {$middle} {$y2} {$x2} {$y2}">
      <xsl:attribute name="class">edge<xsl:if test="../@step = 'TEST'"> faint</xsl:if></xsl:attribute>
    </path>
  </xsl:template>

  <xsl:template match="task">
    <xsl:variable name="x"><xsl:apply-templates select="." mode="x"/></xsl:variable>
    <xsl:variable name="y"><xsl:apply-templates select="." mode="y"/></xsl:variable>
    <xsl:variable name="fill"><xsl:apply-templates select="@status" mode="fill"/></xsl:variable>
    <xsl:variable name="ring"><xsl:apply-templates select="." mode="colour"/></xsl:variable>
    <xsl:variable name="title"><title><xsl:value-of select="@title"/></title></xsl:variable>
    <xsl:choose>
      <xsl:when test="@step = 'TRAIN' or @step = 'DESCRIBE'">
        <circle cx="{$x}" cy="{$y}" r="{$radius}" class="node" fill="{$fill}" stroke="{$ring}"><xsl:copy-of select="$title"/></circle>
      </xsl:when>
      <xsl:when test="@step = 'TEST'">
        <xsl:variable name="half" select="0.62 * $radius"/>
        <rect x="{$x - $half}" y="{$y - $half}" width="{2 * $half}" height="{2 * $half}" rx="1" class="node" fill="{$fill}"
            stroke="{$ring}"><xsl:copy-of select="$title"/></rect>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="r" select="1.5 * $radius"/>
        <path d="M{$x} {$y - $r}l{$r} {$r}l-{$r} {$r}l-{$r} -{$r}z" class="node" fill="{$fill}" stroke="{$ring}">
          <xsl:copy-of select="$title"/>
        </path>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="task | parent" mode="x">
    <xsl:variable name="first" select="(@round &gt; 0) * (3 * @round - 1)"/>
    <xsl:variable name="of-round" select="(@step = 'POOL' or @step = 'AGGREGATE') + (@step = 'TEST') * (1 + (@line = 0))"/>
    <xsl:value-of select="format-number($left + $column * ($first + $of-round), '0.#')"/>
  </xsl:template>

  <xsl:template match="task | parent" mode="y">
    <xsl:choose>
      <xsl:when test="@line &gt; 0">
        <xsl:value-of select="$bands + $band * (@line - 1) + (@step = 'TEST') * $test-row * @hospital"/>
      </xsl:when>
      <xsl:when test="@step = 'TEST'"><xsl:value-of select="$tests + $test-row * @hospital"/></xsl:when>
      <xsl:when test="@step = 'TRAIN' or @step = 'DESCRIBE'"><xsl:value-of select="$top + $row * (@hospital - 1)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$top + $row * ($hospitals - 1) div 2"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What the graph's shapes and colours mean. -->
  <xsl:template name="legend">
    <text x="40" y="{$height - 22}" class="tick">
      <tspan font-size="15" style="fill:#c3ccd8">&#x25CF;</tspan>
      <tspan dx="6">train (first: describe)</tspan>
      <tspan dx="24" font-size="15" style="fill:#c3ccd8">&#x25C6;</tspan>
      <tspan dx="6">average (first: pool)</tspan>
      <tspan dx="24" style="fill:#c3ccd8">&#x25A0;</tspan>
      <tspan dx="6">test</tspan>
      <xsl:for-each select="status">
        <xsl:variable name="fill"><xsl:apply-templates select="@name" mode="fill"/></xsl:variable>
        <tspan dx="24" font-size="15" style="fill:{$fill}">&#x25A0;</tspan>
        <tspan dx="6"><xsl:value-of select="@words"/></tspan>
      </xsl:for-each>
      <xsl:variable name="ring"><xsl:apply-templates select="hospital[1]" mode="colour"/></xsl:variable>
      <tspan dx="24" font-size="15" style="fill:{$ring}">&#x25CB;</tspan>
      <tspan dx="6">ring: the hospital that computes</tspan>
    </text>
  </xsl:template>

  <xsl:template match="@*" mode="fill">
    <xsl:choose>
      <xsl:when test=". = 'STATUS_DONE'">#2f9e62</xsl:when>
      <xsl:when test=". = 'STATUS_FAILED'">#d7263d</xsl:when>
      <xsl:when test=". = 'STATUS_CANCELED'">#8d99ae</xsl:when>
      <xsl:when test=". = 'STATUS_EXECUTING'">#2f80ed</xsl:when>
      <xsl:when test=". = 'STATUS_BUILDING' or . = 'STATUS_WAITING_FOR_BUILDER_SLOT'">#e3c567</xsl:when>
      <xsl:when test=". = 'STATUS_WAITING_FOR_EXECUTOR_SLOT'">#f2a541</xsl:when>
      <xsl:otherwise>#cfd6e1</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Of a hospital, by its place among the hospitals; 0 is the joint model. -->
  <xsl:template match="*" mode="colour">
    <xsl:choose>
      <xsl:when test="@hospital = 0">#0b7a75</xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="substring('#d1495b#e08e2b#6a5acd#3a86c8#8a5a44#7a8b29#c45ab3', (@hospital - 1) mod 7 * 7 + 1, 7)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
